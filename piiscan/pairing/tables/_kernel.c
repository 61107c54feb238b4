/* Loops over the cells of a column of many records, and over objects that are such records.
 *
 * Rule: this file decides nothing. Every function here has a twin in Python, named in its comment, which is what is used
 * where there is no compiler, and a test demands the same of both on any bytes. Nothing outside of its arguments is
 * looked at, kept or written; what does not fit is left to the twin.
 *
 * Limited API of Python 3.11: one binary for it and all later ones. Hence no format with "#", which what was built with
 * Python 3.13 has by another name than 3.11 and 3.12. Words are little-endian whatever the machine is. */

#define Py_LIMITED_API 0x030B0000
#include <Python.h>
#include <stdint.h>
#include <string.h>

typedef uint8_t u8;
typedef uint64_t u64;
typedef int64_t i64;

/* The cells of a column: bytes, and where each begins and ends. */
typedef struct {
  Py_buffer text, start, end;
  const u8 *codes;
  const i64 *starts, *ends;
  i64 size, count;
} Column;

static void release(Column *column) {
  PyBuffer_Release(&column->text);
  PyBuffer_Release(&column->start);
  PyBuffer_Release(&column->end);
}

/* Whether the cells lie in the text; the column is released where they do not, and the twin is asked. */
static int opened(Column *column) {
  column->codes = column->text.buf;
  column->starts = column->start.buf;
  column->ends = column->end.buf;
  column->size = column->text.len;
  column->count = column->start.len / 8;
  int good = column->start.len == column->end.len && !(column->start.len % 8);
  for (i64 cell = 0; good && cell < column->count; cell++)
    good = 0 <= column->starts[cell] && column->starts[cell] <= column->ends[cell] && column->ends[cell] <= column->size;
  if (good) return 1;
  release(column);
  return 0;
}

/* The bytes of a cell from `at` on, eight at most, as `eight.Eight.part`. */
static u64 part(const u8 *codes, i64 at, i64 end) {
  u64 word = 0;
  const i64 count = end - at < 8 ? end - at : 8;
  for (i64 index = 0; index < count; index++) word |= (u64)codes[at + index] << 8 * index;
  return word;
}

static u64 eight(const u8 *codes, i64 size, i64 at, i64 end) {
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  if (at < end && at + 8 <= size) {
    u64 word;
    memcpy(&word, codes + at, 8);
    return end - at < 8 ? word & (((u64)1 << 8 * (end - at)) - 1) : word;
  }
#endif
  return at < end ? part(codes, at, end) : 0;
}

static PyObject *column_of(i64 count, size_t width) { return PyByteArray_FromStringAndSize(NULL, (Py_ssize_t)(count * (i64)width)); }

static const char trimmed_doc[] =
    "trimmed(text, start, end, blank, most) -> (start, length) or None\n\n"
    "`cells.trimmed_by_numpy`; spans as 64-bit numbers, `blank`: a byte for each byte there is. None: cells do not lie in\n"
    "the text. ValueError: `blank` has not 256 bytes.";

/* What is left of a cell without the blanks round it, `most` of them at either end. */
static inline void trim(const u8 *codes, const char *blank, int most, i64 *start, i64 *end) {
  for (int round = 0; round < most && *start < *end; round++) {
    const int before = blank[codes[*start]] != 0, behind = blank[codes[*end - 1]] != 0;
    if (!before && !behind) break;
    *start += before;
    *end -= behind && *start < *end;
  }
}

static PyObject *trimmed(PyObject *Py_UNUSED(module), PyObject *args) {
  Column column;
  PyObject *blanks;
  int most;
  if (!PyArg_ParseTuple(args, "y*y*y*Si", &column.text, &column.start, &column.end, &blanks, &most)) return NULL;
  const char *const blank = PyBytes_AsString(blanks);
  const Py_ssize_t size = PyBytes_Size(blanks);
  if (!opened(&column)) Py_RETURN_NONE;
  PyObject *const starts = column_of(column.count, 8), *const lengths = column_of(column.count, 8);
  PyObject *result = NULL;
  if (size != 256) PyErr_SetString(PyExc_ValueError, "a table has the wrong size");
  if (starts && lengths && size == 256) {
    i64 *const first = (i64 *)PyByteArray_AsString(starts), *const length = (i64 *)PyByteArray_AsString(lengths);
    for (i64 cell = 0; cell < column.count; cell++) {
      i64 start = column.starts[cell], end = column.ends[cell];
      trim(column.codes, blank, most, &start, &end);
      first[cell] = start;
      length[cell] = end - start;
    }
    result = PyTuple_Pack(2, starts, lengths);
  }
  Py_XDECREF(starts);
  Py_XDECREF(lengths);
  release(&column);
  return result;
}

static const char column_doc[] =
    "column(text, ends, first, width, rows, column, blank, most) -> (start, length) or None\n\n"
    "`trimmed` of one column of a table in some records, as `grid.Grid.columns` has it. All are 64-bit numbers: the ends of all\n"
    "cells, the first cell of each record, how many it has, and which records. None: cells do not lie in the text. ValueError:\n"
    "the numbers do not fit each other, or `blank` has not 256 bytes.";

static PyObject *column(PyObject *Py_UNUSED(module), PyObject *args) {
  Py_buffer text, ends, firsts, widths, rows;
  PyObject *blanks;
  Py_ssize_t index;
  int most;
  if (!PyArg_ParseTuple(args, "y*y*y*y*y*nSi", &text, &ends, &firsts, &widths, &rows, &index, &blanks, &most)) return NULL;
  const char *const blank = PyBytes_AsString(blanks);
  const Py_ssize_t size = PyBytes_Size(blanks);
  const i64 *const edges = ends.buf, *const first = firsts.buf, *const width = widths.buf, *const row = rows.buf;
  const i64 cells = ends.len / 8, records = firsts.len / 8, count = rows.len / 8;
  PyObject *const starts = column_of(count, 8), *const lengths = column_of(count, 8);
  PyObject *result = NULL;
  if (size != 256 || index < 0 || widths.len != firsts.len) {
    PyErr_SetString(PyExc_ValueError, "a table has the wrong size");
  } else if (starts && lengths) {
    int good = 1;
    i64 *const begun = (i64 *)PyByteArray_AsString(starts), *const length = (i64 *)PyByteArray_AsString(lengths);
    for (i64 at = 0; good && at < count; at++) {
      good = row[at] >= 0 && row[at] < records;
      if (!good) break;
      const int there = width[row[at]] > index;
      const i64 cell = first[row[at]] + (there ? index : 0);
      good = cell >= 0 && cell < cells;
      if (!good) break;
      i64 start = cell ? edges[cell - 1] + 1 : 0, end = there ? edges[cell] : start;
      good = 0 <= start && start <= end && end <= text.len;
      if (!good) break;
      trim(text.buf, blank, most, &start, &end);
      begun[at] = start;
      length[at] = end - start;
    }
    result = good ? PyTuple_Pack(2, starts, lengths) : Py_None;
    if (!good) Py_INCREF(result);
  }
  Py_XDECREF(starts);
  Py_XDECREF(lengths);
  PyBuffer_Release(&text);
  PyBuffer_Release(&ends);
  PyBuffer_Release(&firsts);
  PyBuffer_Release(&widths);
  PyBuffer_Release(&rows);
  return result;
}

static const char keys_doc[] =
    "keys(keys, text, start, end, rounds, multiplier) -> bool\n\n"
    "`book.mixed_by_numpy`: changes the 64-bit `keys`. False: cells do not lie in the text, and nothing is changed.\n"
    "ValueError: there are not as many keys.";

static PyObject *keys(PyObject *Py_UNUSED(module), PyObject *args) {
  Column column;
  Py_buffer found;
  int rounds;
  unsigned long long multiplier;
  if (!PyArg_ParseTuple(args, "w*y*y*y*iK", &found, &column.text, &column.start, &column.end, &rounds, &multiplier)) return NULL;
  if (!opened(&column)) {
    PyBuffer_Release(&found);
    Py_RETURN_FALSE;
  }
  PyObject *result = NULL;
  if (found.len == 8 * column.count) {
    u64 *const made = found.buf;
    for (i64 cell = 0; cell < column.count; cell++) {
      const i64 start = column.starts[cell], end = column.ends[cell];
      u64 key = made[cell];
      for (int round = 0; round < rounds; round++) {
        key = (key ^ eight(column.codes, column.size, start + 8 * round, end)) * multiplier;
        key ^= key >> 31;
      }
      made[cell] = (key ^ (u64)(end - start)) * multiplier;
    }
    result = Py_True;
    Py_INCREF(result);
  } else {
    PyErr_SetString(PyExc_ValueError, "not as many keys as cells");
  }
  PyBuffer_Release(&found);
  release(&column);
  return result;
}

/* What `word_cells` knows of a word, and what it is hashed with. */
typedef struct {
  u64 key;
  int is_short, plain, odd;
} Word;

typedef struct {
  const u8 *codes;
  i64 size;
  const char *special; /* a byte for each slot */
  u64 multiplier;
} Text;

#define ALL(byte) ((u64)(byte) * 0x0101010101010101u)

/* Whether all bytes under `present` (a mask of whole bytes) are letters of ASCII; `small`: with these in small letters. */
static int letters(u64 word, u64 present, u64 *small) {
  *small = word | (ALL(0x20) & present);
  const u64 within = (*small + ALL(0x80 - 0x61)) & ~(*small + ALL(0x7F - 0x7A)) & ~word & ALL(0x80);
  return within == (present & ALL(0x80));
}

static u64 present_of(i64 length) { return length <= 0 ? 0 : length >= 8 ? ~(u64)0 : ((u64)1 << 8 * length) - 1; }

/* `word_cells._word` of one span. */
static Word word_of(const Text *text, i64 start, i64 end) {
  i64 length = end - start;
  if (length == 2 && text->codes[end - 1] == '.') length = 1;
  u64 small, more;
  int plain = letters(eight(text->codes, text->size, start, start + length), present_of(length), &small);
  plain = plain && length > 0 && length <= 16;
  u64 key = small * text->multiplier;
  key ^= key >> 32;
  if (length > 8) {
    plain &= letters(eight(text->codes, text->size, start + 8, start + length), present_of(length - 8), &more);
    if (more) {
      key = (key ^ more) * text->multiplier;
      key ^= key >> 32;
    }
  }
  const int is_short = length == 1, special = !is_short && text->special[(key ^ key >> 31) & 0xFFFF];
  const Word word = {key, is_short, plain, !plain || special};
  return word;
}

enum { SHORT_FIRST = 1, SHORT_SECOND = 2, SHORT_LAST = 4, COMMA = 8, ODD = 16 };

/* `word_cells._has_blank` */
static int has_blank(const u8 *codes, i64 start, i64 end) {
  return end - start > 16 || (end > start && memchr(codes + start, ' ', (size_t)(end - start)) != NULL);
}

static const char words_doc[] =
    "words(text, start, end, special, multiplier) -> (words, first, second, last, flags) or None\n\n"
    "`word_cells.words_by_numpy`: the first four as 64-bit numbers, in `flags` a bit for each of the others. None: cells do\n"
    "not lie in the text. ValueError: the table of slots has not 65536 bytes.";

static PyObject *words(PyObject *Py_UNUSED(module), PyObject *args) {
  Column column;
  Text text;
  PyObject *special;
  unsigned long long multiplier;
  if (!PyArg_ParseTuple(args, "y*y*y*SK", &column.text, &column.start, &column.end, &special, &multiplier)) return NULL;
  text.special = PyBytes_AsString(special);
  const Py_ssize_t slots = PyBytes_Size(special);
  if (!opened(&column)) Py_RETURN_NONE;
  PyObject *made[5], *result = NULL;
  for (int each = 0; each < 5; each++) made[each] = column_of(column.count, each < 4 ? 8 : 1);
  if (slots != 65536) PyErr_SetString(PyExc_ValueError, "a table has the wrong size");
  if (slots == 65536 && made[0] && made[1] && made[2] && made[3] && made[4]) {
    text.codes = column.codes;
    text.size = column.size;
    text.multiplier = multiplier;
    i64 *const counts = (i64 *)PyByteArray_AsString(made[0]);
    u64 *const firsts = (u64 *)PyByteArray_AsString(made[1]), *const seconds = (u64 *)PyByteArray_AsString(made[2]);
    u64 *const lasts = (u64 *)PyByteArray_AsString(made[3]);
    u8 *const flags = (u8 *)PyByteArray_AsString(made[4]);
    for (i64 cell = 0; cell < column.count; cell++) {
      const i64 start = column.starts[cell], end = column.ends[cell];
      Word first = word_of(&text, start, end), second, last;
      i64 count = end > start;
      int comma = 0, odd = first.odd;
      second = last = first;
      if (!first.plain && count && has_blank(column.codes, start, end)) {
        i64 first_end = end, second_end = end, last_start = start;
        for (i64 at = start; at < end; at++) {
          if (column.codes[at] != ' ') continue;
          if (count == 1) first_end = at;
          if (count == 2) second_end = at;
          last_start = at + 1;
          count++;
        }
        /* a cell that begins with a blank has no byte of its own before it: the one that stands there is asked */
        comma = column.codes[first_end ? first_end - 1 : 0] == ',';
        first = word_of(&text, start, first_end - comma);
        second = last = first;
        odd = first.odd;
        if (count > 1) {
          second = word_of(&text, first_end + 1, second_end);
          last = word_of(&text, last_start, end);
          odd |= second.odd | last.odd;
        }
        odd |= count > 3 || (comma && count < 2);
      }
      counts[cell] = count;
      firsts[cell] = first.key;
      seconds[cell] = second.key;
      lasts[cell] = last.key;
      flags[cell] = (u8)((first.is_short ? SHORT_FIRST : 0) | (second.is_short ? SHORT_SECOND : 0) |
                         (last.is_short ? SHORT_LAST : 0) | (comma ? COMMA : 0) | (odd && end > start ? ODD : 0));
    }
    result = PyTuple_Pack(5, made[0], made[1], made[2], made[3], made[4]);
  }
  for (int each = 0; each < 5; each++) Py_XDECREF(made[each]);
  release(&column);
  return result;
}

/* The number that some digits make; 0 where one of them is none. */
static int number_of(const u8 *codes, i64 at, i64 count, u64 *number) {
  for (const i64 end = at + count; at < end; at++) {
    const u8 digit = (u8)(codes[at] - '0');
    if (digit > 9) return 0;
    *number = *number * 10 + digit;
  }
  return 1;
}

/* `cells.ssn_numbers_by_numpy` of one cell. */
static int ssn_of(const u8 *cell, i64 length, u64 *number) {
  if (length == 11)
    return cell[3] == cell[6] && (cell[3] == '-' || cell[3] == ' ') && number_of(cell, 0, 3, number) &&
           number_of(cell, 4, 2, number) && number_of(cell, 7, 4, number);
  return !length || (length >= 7 && length <= 9 && number_of(cell, 0, length, number));
}

/* `cells.card_numbers_by_numpy` of one cell; `digits`: how many the number has. */
static int card_of(const u8 *cell, i64 length, u64 *number, i64 *digits) {
  if (length >= 12 && length <= 19 && number_of(cell, 0, length, number)) {
    *digits = length;
    return 1;
  }
  *number = 0;
  if (length != 19 && length != 17) return !length;
  const u8 between = cell[4];
  int fits = (between == '-' || between == ' ') && number_of(cell, 0, 4, number);
  if (length == 19)
    fits = fits && cell[9] == between && cell[14] == between && number_of(cell, 5, 4, number) &&
           number_of(cell, 10, 4, number) && number_of(cell, 15, 4, number);
  else
    fits = fits && cell[11] == between && number_of(cell, 5, 6, number) && number_of(cell, 12, 5, number);
  *digits = fits ? length == 19 ? 16 : 15 : 0;
  return fits;
}

static const char numbers_doc[] =
    "numbers(text, start, end, cards) -> (number, digits, known) or None\n\n"
    "`cells.ssn_numbers_by_numpy`, or `cells.card_numbers_by_numpy` with `cards`: the first two as 64-bit numbers (of digits\n"
    "only those of a card are counted), a byte for each of `known`. None: cells do not lie in the text.";

static PyObject *numbers(PyObject *Py_UNUSED(module), PyObject *args) {
  Column column;
  int cards;
  if (!PyArg_ParseTuple(args, "y*y*y*p", &column.text, &column.start, &column.end, &cards)) return NULL;
  if (!opened(&column)) Py_RETURN_NONE;
  PyObject *const found = column_of(column.count, 8), *const counts = column_of(column.count, 8);
  PyObject *const knowns = column_of(column.count, 1);
  PyObject *result = NULL;
  if (found && counts && knowns) {
    u64 *const made = (u64 *)PyByteArray_AsString(found);
    i64 *const digits = (i64 *)PyByteArray_AsString(counts);
    u8 *const known = (u8 *)PyByteArray_AsString(knowns);
    for (i64 cell = 0; cell < column.count; cell++) {
      const u8 *const codes = column.codes + column.starts[cell];
      const i64 length = column.ends[cell] - column.starts[cell];
      u64 number = 0;
      digits[cell] = 0;
      known[cell] = (u8)(cards ? card_of(codes, length, &number, digits + cell) : ssn_of(codes, length, &number));
      made[cell] = known[cell] ? number : 0;
    }
    result = PyTuple_Pack(3, found, counts, knowns);
  }
  Py_XDECREF(found);
  Py_XDECREF(counts);
  Py_XDECREF(knowns);
  release(&column);
  return result;
}

static const u64 TENS[20] = {1u, 10u, 100u, 1000u, 10000u, 100000u, 1000000u, 10000000u, 100000000u, 1000000000u,
                             10000000000u, 100000000000u, 1000000000000u, 10000000000000u, 100000000000000u,
                             1000000000000000u, 10000000000000000u, 100000000000000000u, 1000000000000000000u,
                             10000000000000000000u};

static int luhn_of(u64 number) {
  unsigned total = 0;
  while (number) {
    const unsigned pair = (unsigned)(number % 100), doubled = pair / 10 * 2;
    total += pair % 10 + (doubled > 9 ? doubled - 9 : doubled);
    number /= 100;
  }
  return total % 10 == 0;
}

static const char valid_cards_doc[] =
    "valid_cards(numbers, digits, lengths) -> bytearray\n\n"
    "`payment_card.valid_array`: a byte for each of the 64-bit `numbers` of so many `digits`. `lengths`: for each prefix of\n"
    "six digits the lengths in use, bit n for 12 + n. ValueError: the buffers do not fit each other.";

static PyObject *valid_cards(PyObject *Py_UNUSED(module), PyObject *args) {
  Py_buffer values, counts, lengths;
  if (!PyArg_ParseTuple(args, "y*y*y*", &values, &counts, &lengths)) return NULL;
  PyObject *result = NULL;
  if (values.len != counts.len || values.len % 8 || lengths.len != 1000000) {
    PyErr_SetString(PyExc_ValueError, "a table has the wrong size");
  } else if ((result = column_of(values.len / 8, 1))) {
    const u64 *const numbers = values.buf;
    const i64 *const digits = counts.buf;
    const u8 *const in_use = lengths.buf;
    u8 *const good = (u8 *)PyByteArray_AsString(result);
    for (i64 at = 0; at < values.len / 8; at++) {
      const u64 number = numbers[at];
      const i64 length = digits[at];
      good[at] = length >= 12 && length <= 19 && number >= TENS[length - 1] && (length == 19 || number < TENS[length]) &&
                 in_use[number / TENS[length - 6]] >> (length - 12) & 1 && luhn_of(number);
    }
  }
  PyBuffer_Release(&values);
  PyBuffer_Release(&counts);
  PyBuffer_Release(&lengths);
  return result;
}

static const char begin_doc[] =
    "begin(places, start, end) -> bytearray or None\n\n"
    "`reader.begin_by_numpy`: a byte for each of the places, which ascend as the cells do. None: they do not, or the buffers\n"
    "do not fit each other.";

static PyObject *begin(PyObject *Py_UNUSED(module), PyObject *args) {
  Py_buffer places, starts, ends;
  if (!PyArg_ParseTuple(args, "y*y*y*", &places, &starts, &ends)) return NULL;
  PyObject *result = NULL;
  const i64 *const at = places.buf, *const start = starts.buf, *const end = ends.buf;
  const i64 count = places.len / 8, cells = starts.len / 8;
  int good = starts.len == ends.len && !(places.len % 8) && !(starts.len % 8);
  if (good && (result = column_of(count, 1))) {
    u8 *const found = (u8 *)PyByteArray_AsString(result);
    i64 cell = 0;
    for (i64 place = 0; good && place < count; place++) {
      good = !place || at[place - 1] <= at[place];
      while (good && cell < cells && start[cell] < at[place]) {
        cell++;
        good = cell == cells || start[cell - 1] <= start[cell];
      }
      i64 here = cell; /* a cell without a byte begins where the next one does */
      while (here < cells && start[here] == at[place] && end[here] <= start[here]) here++;
      found[place] = here < cells && start[here] == at[place];
    }
    if (!good) Py_CLEAR(result);
  }
  PyBuffer_Release(&places);
  PyBuffer_Release(&starts);
  PyBuffer_Release(&ends);
  if (!result && !PyErr_Occurred()) Py_RETURN_NONE;
  return result;
}

static const char subjects_doc[] =
    "subjects(one, other, number, some, order, multiplier) -> bytearray\n\n"
    "`subjects.mix` of the 64-bit numbers at which the byte of `some` is not 0. ValueError: there are not as many of each.";

static PyObject *subjects(PyObject *Py_UNUSED(module), PyObject *args) {
  Py_buffer ones, others, numbers, some;
  unsigned long long order, multiplier;
  if (!PyArg_ParseTuple(args, "y*y*y*y*KK", &ones, &others, &numbers, &some, &order, &multiplier)) return NULL;
  PyObject *result = NULL;
  if (ones.len != 8 * some.len || others.len != ones.len || numbers.len != ones.len) {
    PyErr_SetString(PyExc_ValueError, "not as many of each");
  } else {
    const u64 *const one = ones.buf, *const other = others.buf, *const number = numbers.buf;
    const u8 *const wanted = some.buf;
    i64 count = 0;
    for (i64 at = 0; at < some.len; at++) count += wanted[at] != 0;
    if ((result = column_of(count, 8))) {
      u64 *next = (u64 *)PyByteArray_AsString(result);
      for (i64 at = 0; at < some.len; at++) {
        if (!wanted[at]) continue;
        const u64 low = one[at] < other[at] ? one[at] : other[at], high = one[at] < other[at] ? other[at] : one[at];
        u64 key = low * multiplier ^ (high + order);
        key = (key ^ key >> 29) * 0xBF58476D1CE4E5B9u;
        key ^= number[at] * multiplier;
        key = (key ^ key >> 32) * 0x94D049BB133111EBu;
        *next++ = key ^ key >> 31;
      }
    }
  }
  PyBuffer_Release(&ones);
  PyBuffer_Release(&others);
  PyBuffer_Release(&numbers);
  PyBuffer_Release(&some);
  return result;
}

/* The form of some objects: what stands between their values, and of which kind each value is. */
typedef struct {
  const char **literals;
  Py_ssize_t *sizes, count;
  const char *kinds;
  int items;
} Form;

/* A Latin letter with an accent as ASCII, six bytes, as `alike._LETTER`. */
static int is_escaped_letter(const u8 *at, const u8 *end) {
  if (end - at < 6 || at[0] != '\\' || at[1] != 'u') return 0;
  int code = 0;
  for (int index = 2; index < 6; index++) {
    const u8 byte = at[index], small = byte | 0x20;
    const int digit = byte >= '0' && byte <= '9' ? byte - '0' : small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
    if (digit < 0) return 0;
    code = code << 4 | digit;
  }
  return (code >= 0xC0 && code <= 0x24F) || (code >= 0x1E00 && code <= 0x1EFF);
}

static inline int ends_string(u8 byte) {
  return byte < 0x20 || byte == '"' || byte == '\\' || byte == '{' || byte == '}' || byte == '#';
}

static const u8 *behind_string(const u8 *at, const u8 *end) {
  for (;;) {
    while (at < end && !ends_string(*at)) at++;
    if (!is_escaped_letter(at, end)) return at;
    at += 6;
  }
}

/* `forms.NUMBER`, behind which something other than a digit or a point has to follow. */
static const u8 *behind_number(const u8 *at, const u8 *end) {
  if (at < end && *at == '-') at++;
  const u8 *const first = at;
  while (at < end && *at >= '0' && *at <= '9') at++;
  const i64 digits = at - first;
  if (!digits || digits > 18 || (*first == '0' && digits > 1)) return NULL;
  if (digits > 9 || at >= end || *at != '.') return at;
  const u8 *const fraction = ++at;
  while (at < end && *at >= '0' && *at <= '9') at++;
  return at > fraction && at - fraction <= 17 ? at : NULL;
}

/* `alike._LIST` */
static const u8 *behind_list(const u8 *at, const u8 *end) {
  if (at >= end || *at++ != '[') return NULL;
  for (; at < end; at++) {
    if (*at == ']') return at + 1;
    if (*at == '[' || *at == '{' || *at == '}' || *at == '\\' || *at == '#') return NULL;
    if (*at != '"') continue;
    for (at++; at < end && !ends_string(*at) && *at != '[' && *at != ']'; at++) continue;
    if (at >= end || *at != '"') return NULL;
  }
  return NULL;
}

static inline int is_blank(u8 byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r'); }

static int ends_well(const Form *form, const u8 *at, const u8 *end) {
  if (!form->items) return at < end && (*at == '\n' || (*at == '\r' && at + 1 < end && at[1] == '\n'));
  for (int blanks = 0; blanks < 64 && at < end && is_blank(*at); blanks++) at++;
  return at < end && (*at == ',' || *at == ']');
}

/* The end of an object of the form that begins at a place, NULL where there is none; `spans`: it, and its values. */
static const u8 *behind_object(const Form *form, const u8 *text, const u8 *begin, const u8 *end, i64 *spans) {
  const u8 *at = begin;
  i64 *next = spans + 2;
  for (Py_ssize_t part = 0;; part++) {
    if (end - at < form->sizes[part] || memcmp(at, form->literals[part], (size_t)form->sizes[part])) return NULL;
    at += form->sizes[part];
    if (part + 1 == form->count) break;
    const u8 *const first = at;
    const char kind = form->kinds[part];
    at = kind == 's' ? behind_string(at, end) : kind == 'n' ? behind_number(at, end) : behind_list(at, end);
    if (!at) return NULL;
    if (kind == 'l') continue;
    *next++ = first - text;
    *next++ = at - text;
  }
  if (!ends_well(form, at, end)) return NULL;
  spans[0] = begin - text;
  spans[1] = at - text;
  return at;
}

/* The next place where an object may begin, `end` where there is none. */
static const u8 *next_begin(const Form *form, const u8 *text, const u8 *at, const u8 *end) {
  for (; at < end; at++) {
    at = memchr(at, form->literals[0][0], (size_t)(end - at));
    if (!at) return end;
    const u8 before = at > text ? at[-1] : 0;
    if (form->items ? before == '[' || before == ',' || is_blank(before) : at == text || before == '\n') return at;
  }
  return end;
}

static int opened_form(Form *form, PyObject *literals, Py_ssize_t kinds, i64 *values) {
  form->count = PyTuple_Size(literals);
  if (form->count < 0) return 0;
  form->literals = PyMem_Malloc((size_t)(form->count + 1) * sizeof(char *));
  form->sizes = PyMem_Malloc((size_t)(form->count + 1) * sizeof(Py_ssize_t));
  if (!form->literals || !form->sizes) return PyErr_NoMemory(), 0;
  for (Py_ssize_t part = 0; part < form->count; part++) {
    char *literal;
    if (PyBytes_AsStringAndSize(PyTuple_GetItem(literals, part), &literal, form->sizes + part) < 0) return 0;
    form->literals[part] = literal;
  }
  *values = 0;
  for (Py_ssize_t part = 0; part < kinds; part++) *values += form->kinds[part] != 'l';
  if (form->count == kinds + 1) return 1;
  PyErr_SetString(PyExc_ValueError, "the parts of a form do not fit each other");
  return 0;
}

/* Spans that were found, `width` numbers for each record. */
typedef struct {
  i64 *spans, count, capacity, width;
} Spans;

/* Room for one record more behind those that were found. */
static int has_room(Spans *found) {
  if (found->count + found->width <= found->capacity) return 1;
  const i64 wanted = 2 * found->capacity + 64 * found->width;
  i64 *const larger = PyMem_Realloc(found->spans, (size_t)wanted * sizeof(i64));
  if (!larger) return PyErr_NoMemory(), 0;
  found->spans = larger;
  found->capacity = wanted;
  return 1;
}

static const u8 *behind_line(const u8 *at, const u8 *end) {
  at = memchr(at, '\n', (size_t)(end - at));
  return at ? at + 1 : end;
}

static const char is_utf8_doc[] =
    "is_utf8(text) -> bool\n\n"
    "`forms.is_utf8`, in an eighth of the time: most of a text is ASCII, and no string is made of it.";

/* The bytes of the character beyond ASCII that begins there, 0 where none does (RFC 3629, as Python has it). */
static int character(const u8 *at, const u8 *end) {
  const u8 first = at[0];
  const int size = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
  if (!size || end - at < size) return 0;
  for (int index = 1; index < size; index++)
    if ((at[index] & 0xC0) != 0x80) return 0;
  const u8 second = at[1];
  if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F)) return 0; /* too long, half a pair */
  if ((first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F)) return 0; /* too long, beyond U+10FFFF */
  return size;
}

static PyObject *is_utf8(PyObject *Py_UNUSED(module), PyObject *args) {
  Py_buffer text;
  if (!PyArg_ParseTuple(args, "y*", &text)) return NULL;
  const u8 *at = text.buf, *const end = at + text.len;
  int size = 1;
  while (at < end && size) {
    u64 word = 0;
    for (; end - at >= 8; at += 8) {
      memcpy(&word, at, 8);
      if (word & ALL(0x80)) break;
    }
    while (at < end && *at < 0x80) at++;
    if (at < end) at += size = character(at, end);
  }
  PyBuffer_Release(&text);
  return PyBool_FromLong(size);
}

static const char objects_doc[] =
    "objects(text, start, end, literals, kinds, items) -> bytes\n\n"
    "`alike.spans_by_pattern`: 64-bit numbers, for each object where it begins and ends, and where each value does.\n"
    "`literals`: what is before, between and behind the values, the first not empty; `kinds`: \"s\" for a string, \"n\" for a\n"
    "number, \"l\" for a list, which is no value. ValueError: these do not fit each other, or the text.";

static int found_objects(const Form *form, const u8 *data, const u8 *at, const u8 *last, Spans *found) {
  if (!form->sizes[0]) return PyErr_SetString(PyExc_ValueError, "the parts of a form do not fit each other"), 0;
  while ((at = next_begin(form, data, at, last)) < last) {
    if (!has_room(found)) return 0;
    const u8 *const behind = behind_object(form, data, at, last, found->spans + found->count);
    if (behind) found->count += found->width;
    at = behind ? behind : at + 1;
  }
  return 1;
}

/* Bytes that part what stands in a line, and controls: `line_forms._TOKEN`. */
static int is_parting(u8 byte) { return byte < 0x20 || (byte < 0x7F && strchr(" \v\f,;=()[]{}\"'<>|&", byte)); }

/* Where a text begins for the first time in a line, with no control before it; NULL where it does nowhere. */
static const u8 *first_of(const u8 *at, const u8 *end, const char *literal, Py_ssize_t size) {
  for (; at < end && *at >= 0x20; at++)
    if (*at == (u8)literal[0] && end - at >= size && !memcmp(at, literal, (size_t)size)) return at;
  return at < end && *at == (u8)literal[0] && end - at >= size && !memcmp(at, literal, (size_t)size) ? at : NULL;
}

/* Whether a line, or some lines, are of a form; `spans`: where it stands, and its values. */
static int is_of_form(const Form *form, const u8 *text, const u8 *begin, const u8 *end, const u8 *parting, i64 *spans) {
  const u8 *at = begin;
  i64 *next = spans + 2;
  for (Py_ssize_t part = 0;; part++) {
    const Py_ssize_t size = form->sizes[part];
    if (end - at < size || memcmp(at, form->literals[part], (size_t)size)) return 0;
    at += size;
    if (part + 1 == form->count) break;
    const u8 *const first = at;
    if (form->kinds[part] == 't') {
      while (at < end && !parting[*at]) at++;
    } else if (form->sizes[part + 1]) {
      at = first_of(at, end, form->literals[part + 1], form->sizes[part + 1]);
      if (!at) return 0;
    } else {
      while (at < end && *at >= 0x20) at++;
    }
    *next++ = first - text;
    *next++ = at - text;
  }
  spans[0] = begin - text;
  spans[1] = at - text;
  return at == end;
}

static int found_lines(const Form *form, const u8 *data, const u8 *at, const u8 *last, Spans *found) {
  u8 parting[256];
  for (int byte = 0; byte < 256; byte++) parting[byte] = (u8)is_parting((u8)byte);
  Py_ssize_t breaks = 0; /* line ends inside a record */
  for (Py_ssize_t part = 0; part < form->count; part++)
    for (Py_ssize_t byte = 0; byte < form->sizes[part]; byte++) breaks += form->literals[part][byte] == '\n';
  if (at > data && at[-1] != '\n') at = behind_line(at, last);
  while (at < last) {
    const u8 *behind = at;
    for (Py_ssize_t line = 0; line <= breaks && behind; line++) {
      behind = behind < last ? memchr(behind, '\n', (size_t)(last - behind)) : NULL;
      if (behind) behind++;
    }
    if (!behind) break;
    const u8 *record_end = behind - 1;
    if (record_end > at && record_end[-1] == '\r') record_end--;
    if (!has_room(found)) return 0;
    const int is = is_of_form(form, data, at, record_end, parting, found->spans + found->count);
    if (is) found->count += found->width;
    at = is ? behind : behind_line(at, last);
  }
  return 1;
}

typedef int (*Find)(const Form *form, const u8 *data, const u8 *at, const u8 *last, Spans *found);

/* What `find` finds in a range of a text, as bytes. */
static PyObject *spans_of_form(PyObject *args, const char *format, Find find) {
  Py_buffer text;
  Py_ssize_t start, end;
  PyObject *literals, *said, *result = NULL;
  Form form = {0};
  Spans found = {0};
  i64 values;
  if (!PyArg_ParseTuple(args, format, &text, &start, &end, &PyTuple_Type, &literals, &said, &form.items)) return NULL;
  form.kinds = PyBytes_AsString(said);
  const Py_ssize_t kinds = PyBytes_Size(said);
  if (start < 0 || end < start || end > text.len) {
    PyErr_SetString(PyExc_ValueError, "the range is not in the text");
  } else if (opened_form(&form, literals, kinds, &values)) {
    const u8 *const data = text.buf;
    found.width = 2 + 2 * values;
    if (find(&form, data, data + start, data + end, &found))
      result = PyBytes_FromStringAndSize((const char *)found.spans, (Py_ssize_t)(found.count * (i64)sizeof(i64)));
  }
  PyMem_Free(found.spans);
  PyMem_Free(form.literals);
  PyMem_Free(form.sizes);
  PyBuffer_Release(&text);
  return result;
}

static PyObject *objects(PyObject *Py_UNUSED(module), PyObject *args) {
  return spans_of_form(args, "y*nnO!Sp", found_objects);
}

static const char lines_doc[] =
    "lines(text, start, end, literals, kinds) -> bytes\n\n"
    "`line_forms.spans_by_pattern`: 64-bit numbers, for each line of a form where it begins and ends, and where each value\n"
    "does. `literals`: what is before, between and behind the values, with line ends where a record has some lines;\n"
    "`kinds`: \"t\" for one word, \"w\" for all up to the first place where what follows begins. ValueError: these do not fit\n"
    "each other, or the text.";

static PyObject *lines(PyObject *Py_UNUSED(module), PyObject *args) {
  return spans_of_form(args, "y*nnO!S", found_lines);
}

static const char joined_doc[] =
    "joined(text, spans, width, between, behind) -> bytes\n\n"
    "`alike.joined_by_slices`: pieces of a text, `width` to a record, one behind the other. `spans`: 64-bit numbers, where each\n"
    "begins and ends. ValueError: these are not so many, or not in the text.";

static PyObject *joined(PyObject *Py_UNUSED(module), PyObject *args) {
  Py_buffer text, spans;
  Py_ssize_t width;
  PyObject *parting, *ending, *result = NULL;
  if (!PyArg_ParseTuple(args, "y*y*nSS", &text, &spans, &width, &parting, &ending)) return NULL;
  const char *const between = PyBytes_AsString(parting), *const behind = PyBytes_AsString(ending);
  const Py_ssize_t between_size = PyBytes_Size(parting), behind_size = PyBytes_Size(ending);
  const i64 *const span = spans.buf;
  int good = width > 0 && !(spans.len % (16 * width));
  const i64 count = good ? spans.len / 16 : 0;
  i64 size = good ? count / width * ((width - 1) * between_size + behind_size) : 0;
  for (i64 piece = 0; good && piece < count; piece++) {
    const i64 start = span[2 * piece], end = span[2 * piece + 1];
    good = 0 <= start && start <= end && end <= text.len;
    size += end - start;
  }
  if (!good) {
    PyErr_SetString(PyExc_ValueError, "the pieces are not in the text");
  } else if ((result = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)size))) {
    char *next = PyBytes_AsString(result);
    for (i64 piece = 0; piece < count; piece++) {
      const i64 start = span[2 * piece], length = span[2 * piece + 1] - start;
      const int is_last = (piece + 1) % width == 0;
      const Py_ssize_t more = is_last ? behind_size : between_size;
      memcpy(next, (const char *)text.buf + start, (size_t)length);
      memcpy(next + length, is_last ? behind : between, (size_t)more);
      next += length + more;
    }
  }
  PyBuffer_Release(&text);
  PyBuffer_Release(&spans);
  return result;
}

static PyMethodDef methods[] = {
    {"trimmed", trimmed, METH_VARARGS, trimmed_doc},
    {"column", column, METH_VARARGS, column_doc},
    {"keys", keys, METH_VARARGS, keys_doc},
    {"words", words, METH_VARARGS, words_doc},
    {"numbers", numbers, METH_VARARGS, numbers_doc},
    {"valid_cards", valid_cards, METH_VARARGS, valid_cards_doc},
    {"begin", begin, METH_VARARGS, begin_doc},
    {"subjects", subjects, METH_VARARGS, subjects_doc},
    {"is_utf8", is_utf8, METH_VARARGS, is_utf8_doc},
    {"objects", objects, METH_VARARGS, objects_doc},
    {"lines", lines, METH_VARARGS, lines_doc},
    {"joined", joined, METH_VARARGS, joined_doc},
    {0}};
static PyModuleDef_Slot slots_of[] = {{0, NULL}};
static PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "_kernel", "The compiled way of loops over cells.", 0, methods, slots_of, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__kernel(void) { return PyModuleDef_Init(&module); }
