/* Loops over the bytes of a text, of a page, of rows in SQL, of the records of a workbook and of compiled Python, and over
 * the values of rows of a database.
 *
 * Rule: this file decides nothing. Every function here has a twin in Python, named in its comment, which is what is used
 * where there is no compiler, and a test demands the same of both on any bytes. Nothing outside of its arguments is
 * looked at, kept or written; what does not fit is left to the twin.
 *
 * Limited API of Python 3.11: one binary for it and all later ones. Hence no format with "#", which what was built with
 * Python 3.13 has by another name than 3.11 and 3.12. */

#define Py_LIMITED_API 0x030B0000
#include <Python.h>
#include <stdint.h>
#include <string.h>

typedef uint8_t u8;
typedef int64_t i64;
typedef uint64_t u64;

#define WORD 16 /* bytes of each name of an element: `kernel.WORD` */

/* The name of an element in lower case, from `at` to a blank or slash, filled up with zeros. */
static void name_of(const char *at, const char *end, char name[WORD]) {
  memset(name, 0, WORD);
  for (int length = 0; at < end; at++) {
    const u8 sign = (u8)*at;
    if (sign == '/' || sign == ' ' || (sign >= '\t' && sign <= '\r') || (sign >= 0x1C && sign <= 0x1F)) return;
    if (length == WORD) { /* longer than any that is looked for */
      memset(name, 0, WORD);
      return;
    }
    name[length++] = (char)(sign >= 'A' && sign <= 'Z' ? sign + 32 : sign);
  }
}

static int among(const char *words, i64 count, const char name[WORD]) {
  i64 low = 0, high = count;
  while (low < high) {
    const i64 middle = (low + high) / 2;
    const int order = memcmp(words + WORD * middle, name, WORD);
    if (!order) return 1;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return 0;
}

static int is_digit(u8 sign) { return sign >= '0' && sign <= '9'; }

static int is_letter(u8 sign) { return (sign | 0x20) >= 'a' && (sign | 0x20) <= 'z'; }

/* So many digits from a place on, `most` at most. */
static int digits_at(const char *at, const char *end, int most) {
  int count = 0;
  while (count < most && at + count < end && is_digit((u8)at[count])) count++;
  return count;
}

/* `html_sides._NO_PIECE` of a text. */
static int is_no_piece(const char *at, const char *end) {
  const int first = digits_at(at, end, 18);
  const char *next = at + first;
  if (!first)
    return end - at > 2 && *at >= 'A' && *at <= 'Z' && at[1] >= 'a' && at[1] <= 'z' && (is_letter((u8)at[2]) || at[2] == ' ');
  if (first >= 8) return first < 18;
  if (next == end) return 0;
  if (*next == ' ') return first < 6 && end - next > 2 && is_letter((u8)next[1]) && is_letter((u8)next[2]);
  if (*next == '/' && first < 3) {
    const int second = digits_at(next + 1, end, 3);
    next += 1 + second;
    return second > 0 && second < 3 && next < end && *next == '/' && digits_at(next + 1, end, 2) == 2;
  }
  if (*next != '-' || first != 3 || digits_at(next + 1, end, 3) != 2) return 0;
  next += 3;
  return next < end && *next == '-' && digits_at(next + 1, end, 5) == 4;
}

/* `html_sides.beside` of the byte before the last one and the last, 0 where there is none, and what is next. */
static int beside(u8 before, u8 last, const char *at, const char *end) {
  const u8 next = (u8)*at;
  if (!((next >= 'A' && next <= 'Z') || is_digit(next))) return 0;
  if (is_digit(last)) return is_no_piece(at, end);
  if (last >= 'a' && last <= 'z') return 1;
  if (last >= 'A' && last <= 'Z') return (before >= 'A' && before <= 'Z') || (is_digit(before) && is_no_piece(at, end));
  return last && strchr(":#)?.", last) && before && !(before >= '0' && before <= '9');
}

static int is_small(u8 sign) { return sign >= 'a' && sign <= 'z'; }

/* `html_sides._VALUE` at the beginning of a text. */
static int is_whole(const char *at, const char *end) {
  const int first = digits_at(at, end, 20);
  if (first == 9 || (first >= 13 && first <= 19)) return 1;
  if (first == 3 && end - at > 10 && at[3] == '-' && digits_at(at + 4, end, 3) == 2 && at[6] == '-')
    return digits_at(at + 7, end, 5) == 4;
  if (first != 4 || end - at < 10 || (at[4] != ' ' && at[4] != '-')) return 0;
  return digits_at(at + 5, end, 5) == 4 && (at[9] == ' ' || at[9] == '-');
}

/* `html_sides._is_value`, as `beside`. */
static int is_value(u8 before, u8 last, const char *at, const char *end) {
  const u8 next = (u8)*at;
  if (is_digit(next)) return is_letter(last) && is_letter(before) && is_whole(at, end);
  return next >= 'A' && next <= 'Z' && end - at > 1 && is_small((u8)at[1]) && is_small(last) && is_small(before);
}

/* `html_sides.OPENED` and `html_sides.CLOSED`. */
static const u8 opened[] = {3, 2, 2, 3}, ended_by[] = {1, 1, 3, 3};

static const char untagged_doc[] =
    "untagged(text, words, before, side) -> (ended, text, side, defines)\n\n"
    "`html_plain.untagged` of a stretch of a page. `words`: sorted names of the elements that end a line, each in\n"
    "16 bytes. ValueError: their size is none of so many; UnicodeEncodeError: the text has half a pair of UTF-16.";

static PyObject *untagged(PyObject *Py_UNUSED(module), PyObject *args) {
  PyObject *source, *names, *above;
  Py_ssize_t size, known;
  unsigned char side;
  if (!PyArg_ParseTuple(args, "USUb", &source, &names, &above, &side)) return NULL;
  const char *const words = PyBytes_AsString(names), *const before = PyUnicode_AsUTF8AndSize(above, &known);
  Py_ssize_t count = PyBytes_Size(names);
  if (!before) return NULL;
  if (count % WORD || side > 3) {
    PyErr_SetString(PyExc_ValueError, "the names of elements have the wrong size, or there is no such side");
    return NULL;
  }
  count /= WORD;
  const char *at = PyUnicode_AsUTF8AndSize(source, &size);
  if (!at) return NULL;
  const char *const end = at + size;
  char *const made = PyMem_Malloc(2 * (size_t)size + 1), *next = made; /* a blank for each tag at most */
  if (!made) return PyErr_NoMemory();
  int ended = 0, defines = 0;
  while (at < end) {
    const char *tag = memchr(at, '<', (size_t)(end - at));
    if (!tag) tag = end;
    if (tag > at) {
      if (side == 1 || side == 2) {
        const Py_ssize_t written = next - made;
        const u8 last = (u8)(written ? next[-1] : known && !ended ? before[known - 1] : 0);
        const u8 other = (u8)(written > 1 ? next[-2] : known > 1 - written && !ended ? before[known - 2 + written] : 0);
        if (side == 2 ? beside(other, last, at, tag) : is_value(other, last, at, tag)) *next++ = ' ';
      }
      side = 0;
    }
    memcpy(next, at, (size_t)(tag - at));
    next += tag - at;
    if (tag == end) break;
    const char *const closed = memchr(tag, '>', (size_t)(end - tag));
    if (!closed || closed == tag + 1) { /* no tag */
      *next++ = '<';
      at = tag + 1;
      side = 0;
      continue;
    }
    char name[WORD];
    name_of(tag + 1 + (tag[1] == '/'), closed, name);
    if (among(words, count, name)) {
      side = 0;
      defines |= name[0] == 'd' && name[1] == 't' && !name[2];
      if (next == made) ended = 1;
      else if (next[-1] != '\n') *next++ = '\n';
    } else {
      side = tag[1] == '/' ? ended_by[side] : opened[side];
    }
    at = closed + 1;
  }
  PyObject *const result = Py_BuildValue("ONiO", ended ? Py_True : Py_False, PyUnicode_FromStringAndSize(made, next - made),
                                         (int)side, defines ? Py_True : Py_False);
  PyMem_Free(made);
  return result;
}

static int is_gap(u8 sign) { return sign == ' ' || sign == '\t' || sign == '\r'; }

static int is_cipher(u8 sign) { return sign >= '0' && sign <= '9'; }

#define LONGEST_FIELD 64 /* bytes of a line: `stacked._LONGEST_FIELD` */
#define DIGITS 7

static const char number_lines_doc[] =
    "number_lines(text) -> [int]\n\n"
    "`stacked.number_lines` of UTF-8: where the lines begin that are a number, or end in one and have a blank line below.";

static PyObject *number_lines(PyObject *Py_UNUSED(module), PyObject *source) {
  char *text;
  Py_ssize_t size;
  if (PyBytes_AsStringAndSize(source, &text, &size)) return NULL;
  PyObject *const found = PyList_New(0);
  if (!found) return NULL;
  const u8 *const begin = (const u8 *)text, *const end = begin + size;
  const u8 *below = NULL;
  for (const u8 *at = begin; at < end; at = below) {
    const u8 *stop = memchr(at, '\n', (size_t)(end - at));
    if (!stop) stop = end;
    below = stop < end ? stop + 1 : end;
    const u8 *last = stop;
    while (last > at && is_gap(last[-1])) last--;
    if (last - at < DIGITS || !is_cipher(last[-1])) continue;
    const u8 *first = at;
    while (is_gap(*first)) first++;
    if (last - first > LONGEST_FIELD) continue;
    int digits = 0;
    const u8 *number = last;
    while (number > first && (is_cipher(number[-1]) || number[-1] == ' ' || number[-1] == '-' || number[-1] == '.'))
      digits += is_cipher(*--number);
    if (digits < DIGITS) continue;
    for (int letters = 0; letters < 2 && number > first && number[-1] > 0x40 && number[-1] < 0x80; letters++) number--;
    if (number > first) {
      const u8 *next = below;
      while (next < end && is_gap(*next)) next++;
      if (next == end || *next != '\n') continue;
    }
    PyObject *const place = PyLong_FromSsize_t(at - begin);
    if (!place || PyList_Append(found, place)) {
      Py_XDECREF(place);
      Py_DECREF(found);
      return NULL;
    }
    Py_DECREF(place);
  }
  return found;
}

/* Bytes that grow; `data` is NULL once there is no memory. */
typedef struct {
  char *data;
  size_t size, room;
} Bytes;

static char *more(Bytes *bytes, size_t count) {
  if (bytes->data && count > bytes->room - bytes->size) {
    const size_t room = 2 * bytes->room + count;
    char *const data = PyMem_Realloc(bytes->data, room);
    if (!data) PyMem_Free(bytes->data);
    bytes->data = data;
    bytes->room = room;
  }
  return bytes->data ? bytes->data + bytes->size : NULL;
}

static int add(Bytes *bytes, const char *text, size_t count) {
  char *const at = more(bytes, count);
  if (!at) return 0;
  memcpy(at, text, count);
  bytes->size += count;
  return 1;
}

static int add_integer(Bytes *bytes, i64 value) {
  char digits[24], *at = digits + sizeof digits;
  uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
  do *--at = (char)('0' + rest % 10);
  while (rest /= 10);
  if (value < 0) *--at = '-';
  return add(bytes, at, (size_t)(digits + sizeof digits - at));
}

/* `record_table.number_cell`; a number of hundredths as `sqlite_cells._hundredths` has it. */
static int add_real(Bytes *bytes, double value) {
  const double size = value < 0 ? -value : value;
  if (size < 1e18 && (double)(i64)value == value) return add_integer(bytes, (i64)value);
  if (size < 1e13) {
    const i64 scaled = (i64)(size * 100 + 0.5);
    if ((double)scaled / 100 == size) {
      const char tens = (char)('0' + scaled % 100 / 10), ones = (char)('0' + scaled % 10);
      const char part[] = {'.', tens, ones};
      return (value > 0 || add(bytes, "-", 1)) && add_integer(bytes, scaled / 100) && add(bytes, part, ones == '0' ? 2 : 3);
    }
  }
  char *const shown = PyOS_double_to_string(value, 'r', 0, Py_DTSF_ADD_DOT_0, NULL);
  if (!shown) return 0;
  const int done = add(bytes, shown, strlen(shown));
  PyMem_Free(shown);
  return done;
}

/* 1: added; 0: no memory, or an error; -1: of a kind that is left to the twin. */
static int add_value(Bytes *bytes, PyObject *value) {
  if (value == Py_None) return 1;
  if (PyUnicode_CheckExact(value)) {
    Py_ssize_t size;
    const char *const text = PyUnicode_AsUTF8AndSize(value, &size);
    return text ? add(bytes, text, (size_t)size) : 0;
  }
  if (PyLong_CheckExact(value)) {
    int overflow;
    const long long number = PyLong_AsLongLongAndOverflow(value, &overflow);
    return overflow ? -1 : add_integer(bytes, number);
  }
  if (PyFloat_CheckExact(value)) return add_real(bytes, PyFloat_AsDouble(value));
  if (Py_IS_TYPE(value, &PyByteArray_Type))
    return add(bytes, PyByteArray_AsString(value), (size_t)PyByteArray_Size(value));
  return -1;
}

static const char joined_doc[] =
    "joined(rows, longest) -> bytes or None\n\n"
    "`sqlite_cells.Joiner.joined` of the columns of a list of tuples but their last one. None where a record has more\n"
    "than `longest` bytes, or a value is none of str, int, float, bytearray and None. ValueError: rows of different widths.";

static PyObject *joined(PyObject *Py_UNUSED(module), PyObject *args) {
  PyObject *rows;
  Py_ssize_t longest, width = 0;
  if (!PyArg_ParseTuple(args, "O!n", &PyList_Type, &rows, &longest)) return NULL;
  const Py_ssize_t count = PyList_Size(rows);
  Bytes made = {PyMem_Malloc(64), 0, 64};
  int done = made.data != NULL;
  for (Py_ssize_t at = 0; done > 0 && at < count; at++) {
    PyObject *const row = PyList_GetItem(rows, at);
    const Py_ssize_t cells = PyTuple_Check(row) ? PyTuple_Size(row) : 0;
    if (!cells || (at && cells != width)) {
      PyErr_SetString(PyExc_ValueError, "rows of different widths");
      done = 0;
      break;
    }
    width = cells;
    if (at) done = add(&made, "\x1e", 1);
    const size_t begin = made.size;
    for (Py_ssize_t cell = 0; done > 0 && cell < cells - 1; cell++) {
      if (cell) done = add(&made, "\x1f", 1);
      if (done > 0) done = add_value(&made, PyTuple_GetItem(row, cell));
    }
    if (done > 0 && made.size - begin > (size_t)longest) done = -1;
  }
  PyObject *result = NULL;
  if (done > 0) {
    result = PyBytes_FromStringAndSize(made.data, (Py_ssize_t)made.size);
  } else if (done < 0) {
    result = Py_None;
    Py_INCREF(result);
  } else if (!PyErr_Occurred()) {
    PyErr_NoMemory();
  }
  PyMem_Free(made.data);
  return result;
}

/* 64-bit numbers as bytes. */
static PyObject *numbers(const Bytes *bytes) {
  return bytes->data ? PyBytes_FromStringAndSize(bytes->data, (Py_ssize_t)bytes->size) : PyErr_NoMemory();
}

static int add_number(Bytes *bytes, i64 number) { return add(bytes, (const char *)&number, sizeof number); }

static const char xls_records_doc[] =
    "xls_records(data) -> (places, end)\n\n"
    "`xls_batches.walked`, the places as 64-bit numbers.";

static PyObject *xls_records(PyObject *Py_UNUSED(module), PyObject *args) {
  PyObject *data;
  if (!PyArg_ParseTuple(args, "S", &data)) return NULL;
  const u8 *const octets = (const u8 *)PyBytes_AsString(data);
  const Py_ssize_t size = PyBytes_Size(data);
  Bytes places = {PyMem_Malloc(1 << 12), 0, 1 << 12};
  i64 at = 0;
  while (at <= size - 4 && add_number(&places, at)) at += 4 + (octets[at + 2] | octets[at + 3] << 8);
  PyObject *const found = numbers(&places);
  PyMem_Free(places.data);
  if (!found) return NULL;
  PyObject *const result = Py_BuildValue("(NL)", found, (long long)at);
  return result;
}

/* `xlsb_records.head`: whether the head of the record at a place is complete. */
static int head_of(const u8 *data, i64 size, i64 at, i64 *kind, i64 *start, i64 *length) {
  if (size - at < 2) return 0;
  *kind = data[at++];
  if (*kind & 0x80) *kind = (*kind & 0x7F) | (data[at++] & 0x7F) << 7;
  *length = 0;
  for (int shift = 0; shift < 28; shift += 7) {
    if (at >= size) return 0;
    const u8 byte = data[at++];
    *length |= (i64)(byte & 0x7F) << shift;
    if (!(byte & 0x80)) break;
  }
  *start = at;
  return 1;
}

static const char xlsb_records_doc[] =
    "xlsb_records(data, largest) -> (kinds, starts, sizes, end, too_large)\n\n"
    "`xlsb_batches.walked`, each of the first three as 64-bit numbers.";

static PyObject *xlsb_records(PyObject *Py_UNUSED(module), PyObject *args) {
  PyObject *bytes;
  Py_ssize_t largest;
  if (!PyArg_ParseTuple(args, "Sn", &bytes, &largest)) return NULL;
  const u8 *const data = (const u8 *)PyBytes_AsString(bytes);
  const Py_ssize_t size = PyBytes_Size(bytes);
  Bytes found[3] = {{PyMem_Malloc(1 << 12), 0, 1 << 12}, {PyMem_Malloc(1 << 12), 0, 1 << 12}, {PyMem_Malloc(1 << 12), 0, 1 << 12}};
  i64 at = 0, too_large = 0, kind, start, length;
  while (head_of(data, size, at, &kind, &start, &length)) {
    if (length > largest) {
      at = start;
      too_large = length;
      break;
    }
    if (start + length > size) break;
    if (!add_number(&found[0], kind) || !add_number(&found[1], start) || !add_number(&found[2], length)) break;
    at = start + length;
  }
  PyObject *lists[3], *result = NULL;
  for (int each = 0; each < 3; each++) lists[each] = numbers(&found[each]);
  if (lists[0] && lists[1] && lists[2])
    result = Py_BuildValue("(OOOLL)", lists[0], lists[1], lists[2], (long long)at, (long long)too_large);
  for (int each = 0; each < 3; each++) {
    Py_XDECREF(lists[each]);
    PyMem_Free(found[each].data);
  }
  return result;
}

static const char gathered_doc[] =
    "gathered(data, more, width, starts, counts, last) -> bytes\n\n"
    "`cell_text.gathered_by_numpy`; `starts` and `counts` as 64-bit numbers, `last` as bytes. ValueError: they are not\n"
    "of one length, `width` is neither 1 nor 2, or a cell goes beyond what it stands in.";

static PyObject *gathered(PyObject *Py_UNUSED(module), PyObject *args) {
  Py_buffer data, extra, starts, counts, last;
  int width;
  if (!PyArg_ParseTuple(args, "y*y*iy*y*y*", &data, &extra, &width, &starts, &counts, &last)) return NULL;
  const i64 cells = last.len, *const begins = starts.buf, *const sizes = counts.buf;
  i64 units = cells;
  int good = (width == 1 || width == 2) && starts.len == 8 * cells && counts.len == 8 * cells;
  for (i64 cell = 0; good && cell < cells; cell++) {
    const int beyond = begins[cell] >= data.len;
    const i64 start = beyond ? begins[cell] - data.len : begins[cell], room = (beyond ? extra.len : data.len) - start;
    good = start >= 0 && sizes[cell] >= 0 && room >= 0 && sizes[cell] <= room / width && units <= INT64_MAX / 4 - room;
    units += sizes[cell];
  }
  PyObject *result = NULL;
  if (!good) PyErr_SetString(PyExc_ValueError, "cells do not fit");
  else result = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)(units * width));
  if (result) {
    u8 *next = (u8 *)PyBytes_AsString(result);
    for (i64 cell = 0; cell < cells; cell++) {
      const i64 start = begins[cell], size = sizes[cell] * width;
      const u8 *const from = start < data.len ? (const u8 *)data.buf + start : (const u8 *)extra.buf + (start - data.len);
      memcpy(next, from, (size_t)size);
      if (width == 1) {
        for (i64 at = 0; at < size; at++) next[at] = (next[at] & 0xFE) == 0x1E ? ' ' : next[at];
      } else {
        for (i64 at = 0; at < size; at += 2)
          if ((next[at] & 0xFE) == 0x1E && !next[at + 1]) next[at] = ' ';
      }
      next += size;
      *next++ = ((const u8 *)last.buf)[cell] ? 0x1E : 0x1F;
      if (width == 2) *next++ = 0;
    }
  }
  PyBuffer_Release(&data);
  PyBuffer_Release(&extra);
  PyBuffer_Release(&starts);
  PyBuffer_Release(&counts);
  PyBuffer_Release(&last);
  return result;
}

/* The names of `glance.signs`. */
enum { ODD = 1, HIGH = 2, WORDS = 4, ANGLE = 8, BAR = 16, PARTS = 32, BLANKS = 64, FIELD = 128, MARK = 256 };
#define FIRST 2048 /* `unnamed.FIRST` */

#define LOOK 512 /* what a mark begins with, or behind which a line does */

static uint16_t sign_of(int byte) {
  if (byte >= 0x80) return HIGH | WORDS | (byte == 0xC2 || byte == 0xE2 ? PARTS : 0);
  if (byte == '\t') return PARTS;
  if (byte == '\n') return LOOK;
  if (byte == '\r' || byte == ' ' || byte == '+' || byte == '/') return 0;
  if (byte == '=') return LOOK;
  if (byte < 0x20 || byte == 0x7F) return ODD | WORDS;
  if ((byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z'))
    return byte == 'S' ? LOOK : 0;
  if (byte == '<') return ANGLE | WORDS;
  if (byte == '|') return BAR | PARTS | WORDS;
  if (byte == ';' || byte == ',' || byte == '^' || byte == '~') return PARTS | WORDS;
  return byte == '-' || byte == ':' || byte == '%' || byte == '"' ? WORDS | LOOK : WORDS;
}

static int goes_on(const u8 *at, const u8 *end, const char *mark, size_t size) {
  return (size_t)(end - at) >= size && !memcmp(at, mark, size);
}

static int is_field(const u8 *at, const u8 *end) {
  const u8 *const begin = at;
  while (at < end && (*at == '-' || (*at >= 'A' && *at <= 'Z') || (*at >= 'a' && *at <= 'z'))) at++;
  return at > begin && at < end && *at == ':';
}

static int is_mark(const u8 *at, const u8 *begin, const u8 *end) {
  switch (*at) {
    case '=': return goes_on(at, end, "=ybegin ", 8);
    case '-': return goes_on(at, end, "-----BEGIN ", 11);
    case ':': return goes_on(at, end, ":20:", 4) && !(at > begin && at[-1] >= '0' && at[-1] <= '9');
    case '%': return goes_on(at, end, "%PDF-", 5);
    case 'S': return goes_on(at, end, "SPSSPORT", 8);
    default: return goes_on(at, end, "\"protected\"", 11);
  }
}

static const char signs_doc[] =
    "signs(head) -> int\n\n"
    "`glance.signs_by_search`.";

static PyObject *signs(PyObject *Py_UNUSED(module), PyObject *head) {
  static uint16_t table[256];
  if (!table['<'])
    for (int byte = 0; byte < 256; byte++) table[byte] = sign_of(byte);
  char *bytes;
  Py_ssize_t size;
  if (PyBytes_AsStringAndSize(head, &bytes, &size) < 0) return NULL;
  const u8 *const begin = (const u8 *)bytes, *const end = begin + size, *const beyond = begin + (size < FIRST ? size : FIRST);
  int found = is_field(begin, end) ? FIELD : 0, blanks = 0, first = 0;
  u8 before = 0;
  for (const u8 *at = begin; at < end; at++) {
    const int sign = table[*at];
    if (at == beyond) first = found;
    found |= sign;
    blanks |= (before == ' ') & (*at == ' ');
    before = *at;
    if (!(sign & LOOK)) continue;
    if (*at == '\n') found |= is_field(at + 1, end) ? FIELD : 0;
    else found |= is_mark(at, begin, end) ? MARK : 0;
  }
  if (size > FIRST) found = (found & ~PARTS) | (first & PARTS);
  return PyLong_FromLong((found & ~LOOK) | (blanks ? BLANKS : 0));
}

#define LANES 64
static const char count_doc[] =
    "count(text, byte, start=0, end=-1) -> int\n\n"
    "`counting.count_by_numpy`. ValueError: [start, end) is not all in the text.";

static PyObject *count(PyObject *Py_UNUSED(module), PyObject *args) {
  Py_buffer text;
  unsigned char byte;
  Py_ssize_t start = 0, end = -1;
  if (!PyArg_ParseTuple(args, "y*b|nn", &text, &byte, &start, &end)) return NULL;
  PyObject *result = NULL;
  if (end == -1) end = text.len;
  if (start < 0 || end < start || end > text.len) {
    PyErr_SetString(PyExc_ValueError, "the stretch is not in the text");
  } else {
    const u8 *at = (const u8 *)text.buf + start, *const last = (const u8 *)text.buf + end;
    i64 total = 0;
    while (last - at >= LANES) { /* as many rounds as a lane of eight bits can count */
      u8 lanes[LANES] = {0};
      const i64 most = (last - at) / LANES, rounds = most < 255 ? most : 255;
      for (i64 round = 0; round < rounds; round++, at += LANES)
        for (int lane = 0; lane < LANES; lane++) lanes[lane] += at[lane] == byte;
      for (int lane = 0; lane < LANES; lane++) total += lanes[lane];
    }
    for (; at < last; at++) total += *at == byte;
    result = PyLong_FromLongLong(total);
  }
  PyBuffer_Release(&text);
  return result;
}

/* The rows of a stretch of SQL that were taken so far; of each cell that is not empty its place in them, and in the text. */
typedef struct {
  const u8 *text;
  i64 size;
  Bytes rows, places, heads;
} Sql;

static int add_int(Bytes *bytes, i64 number) {
  const int32_t small = (int32_t)number;
  return add(bytes, (const char *)&small, sizeof small);
}

static int is_blank(u8 sign) { return sign == ' ' || (sign >= '\t' && sign <= '\r'); }

/* A cell of the text [start, end): 0 without memory. */
static int add_cell(Sql *sql, i64 start, i64 end, int escapes) {
  if (start == end) return 1;
  if (!add_int(&sql->places, (i64)sql->rows.size) || !add_int(&sql->places, start)) return 0;
  char *next = more(&sql->rows, (size_t)(end - start));
  if (!next) return 0;
  const char *const begin = next;
  for (i64 at = start; at < end; at++) {
    u8 sign = sql->text[at];
    if (escapes && sign == '\\') {
      sign = sql->text[++at];
      if (sign == 'n' || sign == 'r' || sign == 't' || sign == '0') sign = ' ';
    } else if (escapes && sign == '\'') {
      at++;
    }
    *next++ = (char)(sign == '\n' || (sign & 0xFE) == 0x1E ? ' ' : sign);
  }
  sql->rows.size += (size_t)(next - begin);
  return 1;
}

/* Behind the string that begins at a place, 0 where it does not end; `lines`: whether a line ends after a backslash. */
static i64 end_of_string(const Sql *sql, i64 at, int *escapes, int *lines) {
  const u8 quote = sql->text[at++];
  for (; at < sql->size; at++) {
    if (sql->text[at] == '\\') {
      *escapes = 1;
      if (++at < sql->size && sql->text[at] == '\n') *lines = 1;
    } else if (sql->text[at] == quote) {
      if (at + 1 == sql->size || sql->text[at + 1] != quote) return at + 1;
      *escapes = 1;
      at++;
    }
  }
  return 0;
}

/* What a function is called with: of its strings the one with most digits, without the quotes. */
typedef struct {
  i64 opens, start, end;
  int digits, escapes;
} Call;

/* Behind the call whose bracket opens at a place, 0: it is left to the twin. */
static i64 end_of_call(const Sql *sql, i64 at, Call *call) {
  const u8 *const text = sql->text;
  call->opens = at++;
  while (at < sql->size && text[at] != ')') {
    if (text[at] == '(') return 0;
    if (text[at] != '\'') {
      at++;
      continue;
    }
    int escapes = 0, lines = 0, digits = 0;
    const i64 start = at;
    if (!(at = end_of_string(sql, at, &escapes, &lines)) || lines) return 0;
    for (i64 one = start; one < at; one++) {
      if (text[one] == '(' || text[one] == ')') return 0;
      digits += text[one] >= '0' && text[one] <= '9';
    }
    if (!call->end || digits > call->digits) {
      call->start = start + 1;
      call->end = at - 1;
      call->digits = digits;
      call->escapes = escapes;
    }
  }
  return at < sql->size ? at + 1 : 0;
}

/* Whether what stands from a place to a bracket is the name of a function. */
static int is_called(const u8 *text, i64 start, i64 opens) {
  if (opens - start > 100) return 0;
  for (i64 at = start; at < opens; at++) {
    const u8 sign = text[at], letter = sign | 0x20;
    const int inside = (sign >= '0' && sign <= '9') || sign == '.' || sign == '[' || sign == ']';
    if (!((letter >= 'a' && letter <= 'z') || sign == '_' || (inside && at > start))) return 0;
  }
  return 1;
}

/* Take a cell; the place of what ends it, or 0: it is left to the twin. */
static i64 sql_cell(Sql *sql, i64 at) {
  const u8 *const text = sql->text;
  while (at < sql->size && is_blank(text[at])) at++;
  const i64 start = at;
  i64 last = at, string = -1;
  int strings = 0, escapes = 0, lines = 0, calls = 0;
  Call call = {0};
  while (at < sql->size && text[at] != ',' && text[at] != ')') {
    const u8 sign = text[at];
    if (sign == '\'' || sign == '"') {
      if (sign == '\'' && !strings++) string = at;
      if (!(at = end_of_string(sql, at, &escapes, &lines))) return 0;
    } else if (sign == '(') {
      calls++;
      if (!(at = end_of_call(sql, at, &call))) return 0;
    } else if (is_blank(sign)) {
      at++;
      continue;
    } else {
      if (sign < ' ' || sign > '~' || sign == '$') return 0;
      at++;
      if ((sign | 0x20) == 'q' && (at == sql->size || text[at] == '\'')) return 0;
    }
    last = at;
  }
  if (at == sql->size) return 0;
  const size_t size = (size_t)(last - start);
  if (calls == 1 && !strings && call.end && text[last - 1] == ')' && start < call.opens && is_called(text, start, call.opens))
    return add_cell(sql, call.start, call.end, call.escapes) ? at : 0;
  if (strings == 1 && text[last - 1] == '\'' && string <= start + 1) {
    if (lines || !add_cell(sql, string + 1, last - 1, escapes)) return 0;
    return at;
  }
  if (memchr(text + start, '\n', size)) return 0;
  if (size && text[last - 1] == '\'' && (const u8 *)memchr(text + start, '\'', size) - (text + start) <= 1) return 0;
  const int null = size == 4 && (text[start] | 0x20) == 'n' && (text[start + 1] | 0x20) == 'u' &&
                   (text[start + 2] | 0x20) == 'l' && (text[start + 3] | 0x20) == 'l';
  return null || add_cell(sql, start, last, 0) ? at : 0;
}

/* Take the row whose cells begin at a place; the place behind it, or 0: it is left to the twin. */
static i64 sql_row(Sql *sql, i64 at) {
  for (;;) {
    const i64 end = sql_cell(sql, at);
    if (!end || (end == at && sql->text[end] == ')')) return 0;
    const int ended = sql->text[end] == ')';
    if (!add(&sql->rows, ended ? "\x1e" : "\x1f", 1)) return 0;
    at = end + 1;
    if (ended) return at;
  }
}

static PyObject *sql_taken(Sql *sql, i64 end) {
  PyObject *result = NULL;
  if (!sql->rows.data || !sql->places.data || !sql->heads.data) PyErr_NoMemory();
  else
    result = Py_BuildValue("(NNNL)", numbers(&sql->rows), numbers(&sql->places), numbers(&sql->heads), (long long)end);
  PyMem_Free(sql->rows.data);
  PyMem_Free(sql->places.data);
  PyMem_Free(sql->heads.data);
  return result;
}

static Sql sql_of(PyObject *bytes) {
  const Py_ssize_t size = PyBytes_Size(bytes);
  const Sql sql = {(const u8 *)PyBytes_AsString(bytes), size < INT32_MAX ? size : INT32_MAX, {PyMem_Malloc(1 << 12), 0, 1 << 12},
                   {PyMem_Malloc(1 << 12), 0, 1 << 12}, {PyMem_Malloc(1 << 8), 0, 1 << 8}};
  return sql;
}

static const char sql_values_doc[] =
    "sql_values(text, between, room) -> (rows, places, heads, end)\n\n"
    "`sql_dump.Dump` of the rows of INSERT statements, whose values begin with the text, until there are `room` bytes of\n"
    "them or one comes that is left to the twin. `between`: what ends one statement and begins the next of the same\n"
    "table; `heads`: where that was found. Places are numbers of 32 bits, two for each cell that is not empty.";

static PyObject *sql_values(PyObject *Py_UNUSED(module), PyObject *args) {
  PyObject *text, *parting;
  Py_ssize_t room;
  if (!PyArg_ParseTuple(args, "SSn", &text, &parting, &room)) return NULL;
  const char *const data = PyBytes_AsString(text), *const between = PyBytes_AsString(parting);
  const Py_ssize_t length = PyBytes_Size(parting);
  Sql sql = sql_of(text);
  i64 end = 0;
  while (sql.rows.data && sql.places.data && sql.heads.data && (i64)sql.rows.size < room && (i64)sql.heads.size < room / 16) {
    const Sql before = sql;
    i64 at = end;
    if (end && length && sql.size - end > length && !memcmp(data + end, between, (size_t)length) && data[end + length] == '(') {
      if (!add_int(&sql.heads, end)) break;
      at = end + length;
    } else {
      while (at < sql.size && is_blank(sql.text[at])) at++;
      if (at < sql.size && sql.text[at] == ',') at++;
      while (at < sql.size && is_blank(sql.text[at])) at++;
    }
    const i64 next = at < sql.size && sql.text[at] == '(' ? sql_row(&sql, at + 1) : 0;
    if (!next) { /* what it began is not there */
      sql.rows.size = before.rows.size;
      sql.places.size = before.places.size;
      sql.heads.size = before.heads.size;
      break;
    }
    end = next;
  }
  return sql_taken(&sql, end);
}

static const char sql_lines_doc[] =
    "sql_lines(text, room) -> (rows, places, heads, end)\n\n"
    "`sql_dump.Dump` of the whole lines of a COPY statement, as `sql_values` gives rows; there are no heads.";

static PyObject *sql_lines(PyObject *Py_UNUSED(module), PyObject *args) {
  PyObject *text;
  Py_ssize_t room;
  if (!PyArg_ParseTuple(args, "Sn", &text, &room)) return NULL;
  const char *const data = PyBytes_AsString(text);
  Sql sql = sql_of(text);
  i64 end = 0;
  const u8 *line;
  while ((i64)sql.rows.size < room && (line = memchr(sql.text + end, '\n', (size_t)(sql.size - end)))) {
    const i64 last = line - sql.text;
    if (last - end == 2 && !memcmp(data + end, "\\.", 2)) break;
    for (i64 at = end; at <= last; at++) {
      const i64 start = at;
      while (sql.text[at] != '\t' && at < last) at++;
      if (!(at - start == 2 && !memcmp(data + start, "\\N", 2)) && !add_cell(&sql, start, at, 0)) return sql_taken(&sql, end);
      if (!add(&sql.rows, at == last ? "\x1e" : "\x1f", 1)) return sql_taken(&sql, end);
    }
    end = last + 1;
  }
  return sql_taken(&sql, end);
}

static const char line_starts_doc[] =
    "line_starts(text, end, one, two, three) -> bytes\n\n"
    "`sections.starts_by_numpy`: as 64-bit numbers, in order. ValueError: [0, end) is not all in the text.";

static PyObject *line_starts(PyObject *Py_UNUSED(module), PyObject *args) {
  Py_buffer text;
  Py_ssize_t end;
  unsigned char one, two, three;
  PyObject *result = NULL;
  i64 *found = NULL, count = 0, capacity = 0;
  if (!PyArg_ParseTuple(args, "y*nbbb", &text, &end, &one, &two, &three)) return NULL;
  if (end < 0 || end > text.len) {
    PyErr_SetString(PyExc_ValueError, "the stretch is not in the text");
    goto done;
  }
  const u8 *const data = text.buf, *const last = data + end;
  for (const u8 *at = data; (at = memchr(at, '\n', (size_t)(last - at))) && ++at < last;) {
    if (*at != one && *at != two && *at != three) continue;
    if (count == capacity) {
      capacity = capacity ? 2 * capacity : 64;
      i64 *const more = PyMem_Realloc(found, (size_t)capacity * sizeof(i64));
      if (!more) {
        PyErr_NoMemory();
        goto done;
      }
      found = more;
    }
    found[count++] = at - data;
  }
  result = PyBytes_FromStringAndSize((const char *)found, (Py_ssize_t)(count * (i64)sizeof(i64)));
done:
  PyMem_Free(found);
  PyBuffer_Release(&text);
  return result;
}

/* Labels of runs of escapes: their places in `escape_runs.LABELS`. */
enum { UNSEEN, HYPHEN, OF_HEX, UNICODE, HTML, URL, OCTAL, PRINTABLE };

/* The value of a hexadecimal digit, -1 of another sign. */
static int hex_of(u8 sign) {
  if (is_cipher(sign)) return sign - '0';
  sign |= 0x20;
  return sign >= 'a' && sign <= 'f' ? sign - 'a' + 10 : -1;
}

/* `triggers.COLOURED`: where it ends, NULL without one. */
static const u8 *coloured_end(const u8 *at, const u8 *end) {
  if (at == end || *at++ != '[') return NULL;
  for (int count = 0; at < end && count < 16 && (is_cipher(*at) || *at == ';'); count++) at++;
  return at < end && (*at == 'm' || *at == 'K') ? at + 1 : NULL;
}

static int begins(const u8 *at, const u8 *end, const char *text) {
  const size_t size = strlen(text);
  return (size_t)(end - at) >= size && !memcmp(at, text, size);
}

/* One sign that is not seen, or one that tells a colour (`triggers.UNSEEN` and `COLOUR`): where it ends, or NULL. */
static const u8 *unseen_end(const u8 *at, const u8 *end) {
  if (at == end) return NULL;
  const i64 room = end - at;
  switch (*at) {
    case 0x1B: return coloured_end(at + 1, end);
    case 0xC2: return room > 1 && at[1] == 0xAD ? at + 2 : NULL;
    case 0xEF: return room > 2 && at[1] == 0xBB && at[2] == 0xBF ? at + 3 : NULL;
    case 0xE2:
      if (room < 3) return NULL;
      if (at[1] == 0x80) return (at[2] >= 0x8B && at[2] <= 0x8F) || (at[2] >= 0xAA && at[2] <= 0xAE) ? at + 3 : NULL;
      return at[1] == 0x81 && at[2] >= 0xA0 && at[2] <= 0xA9 ? at + 3 : NULL;
    case '\\':
      at++;
      if (begins(at, end, "u001b") || begins(at, end, "u001B")) return coloured_end(at + 5, end);
      if (begins(at, end, "x1b") || begins(at, end, "x1B") || begins(at, end, "033")) return coloured_end(at + 3, end);
      return begins(at, end, "e") ? coloured_end(at + 1, end) : NULL;
    default: return NULL;
  }
}

/* One reference as `escapes._REFERENCE` has it: where it ends, NULL without one, and what it stands for. */
static const u8 *reference_end(const u8 *at, const u8 *end, int *code) {
  if (!begins(at, end, "&#")) return NULL;
  at += 2;
  const int base = at < end && (*at | 0x20) == 'x' ? 16 : 10;
  at += base == 16;
  for (int zeros = 0; at < end && *at == '0' && zeros < 4; zeros++) at++;
  int digits = 0;
  *code = 0;
  for (int digit; at < end && digits < 4 && (digit = hex_of(*at)) >= 0 && digit < base; digits++, at++) {
    if (!digits && !digit) return NULL;
    *code = base * *code + digit;
  }
  if (at == end || *at != ';' || *code < 0x20) return NULL;
  return *code < (base == 16 ? 0x80 : 0x7F) ? at + 1 : NULL;
}

/* One escape of a kind: where it ends, NULL without one, and what it stands for, -1 for nothing. */
static const u8 *escape_end(const u8 *at, const u8 *end, int label, int *code) {
  const i64 room = end - at;
  int high, low;
  switch (label) {
    case URL: at += 1; break;
    case OF_HEX: at += 2; break;
    case UNICODE: at += 4; break;
    case HTML: return reference_end(at, end, code);
    case OCTAL:
      if (room < 4 || *at != '\\' || at[1] < '0' || at[1] > '3' || (at[2] & 0xF8) != '0' || (at[3] & 0xF8) != '0') return NULL;
      *code = (at[1] - '0') * 64 + (at[2] - '0') * 8 + (at[3] - '0');
      return at + 4;
    default: /* PRINTABLE */
      if (room < 2 || *at != '=') return NULL;
      *code = -1;
      if (at[1] == '\n') return at + 2;
      if (room > 2 && at[1] == '\r' && at[2] == '\n') return at + 3;
      if (room < 3 || at[1] >= 'a' || at[2] >= 'a') return NULL;
      at += 1;
  }
  if (end - at < 2 || (high = hex_of(at[0])) < 0 || (low = hex_of(at[1])) < 0) return NULL;
  *code = 16 * high + low;
  if (label == UNICODE && (*code < 0x20 || *code > 0x7F)) return NULL;
  return at + 2;
}

/* Which escape begins at a place, by its first signs, -1 without one. */
static int label_at(const u8 *at, const u8 *end) {
  if (*at == '%') return URL;
  if (*at == '&') return HTML;
  if (*at != '\\') return -1;
  if (begins(at, end, "\\x")) return OF_HEX;
  return begins(at, end, "\\u00") ? UNICODE : OCTAL;
}

/* Whether a text is UTF-8, and without the signs of control that `escapes._CONTROLS` has. */
static int is_clear(const u8 *at, const u8 *end, int controls) {
  while (at < end) {
    const u8 sign = *at++;
    if (sign < 0x80) {
      if (!controls && sign < 0x20 && sign != '\t' && sign != '\n' && sign != '\r') return 0;
      continue;
    }
    const int more = sign >= 0xF0 ? 3 : sign >= 0xE0 ? 2 : 1;
    if (sign < 0xC2 || sign > 0xF4 || end - at < more) return 0;
    if ((sign == 0xE0 && *at < 0xA0) || (sign == 0xED && *at > 0x9F) || (sign == 0xF0 && *at < 0x90) ||
        (sign == 0xF4 && *at > 0x8F)) return 0;
    for (int each = 0; each < more; each++)
      if ((*at++ & 0xC0) != 0x80) return 0;
  }
  return 1;
}

static const char escaped_doc[] =
    "escaped(data, start, end, printable) -> (runs, texts)\n\n"
    "`escapes.escapes`, or `quoted_printable`: of each run its beginning, its end, its label and the length of what it\n"
    "stands for, as 64-bit numbers, and all these texts. ValueError: the stretch does not begin in the text.";

static PyObject *escaped(PyObject *Py_UNUSED(module), PyObject *args) {
  Py_buffer buffer;
  Py_ssize_t start, last;
  int printable;
  if (!PyArg_ParseTuple(args, "y*nnp", &buffer, &start, &last, &printable)) return NULL;
  Bytes runs = {PyMem_Malloc(4096), 0, 4096}, texts = {PyMem_Malloc(4096), 0, 4096};
  PyObject *result = NULL;
  const u8 *const data = buffer.buf;
  if (start < 0) {
    PyErr_SetString(PyExc_ValueError, "the stretch is not in the text");
    goto done;
  }
  const u8 *const end = data + (last < buffer.len ? last : buffer.len);
  u8 first[256] = {0};
  for (const char *sign = printable ? "=" : "%&\\\x1b\xc2\xe2\xef"; *sign; sign++) first[(u8)*sign] = 1;
  for (const u8 *at = data + start; at < end;) {
    if (!first[*at]) {
      at++;
      continue;
    }
    const u8 *next = printable ? NULL : unseen_end(at, end);
    const size_t before = texts.size;
    int label = UNSEEN, code, keeps = 1;
    if (next) {
      for (const u8 *more_of; (more_of = unseen_end(next, end));) next = more_of;
    } else if (!printable && begins(at, end, "\xef\xbc\x8d")) {
      label = HYPHEN;
      next = at + 3;
      add(&texts, "-", 1);
    } else if ((label = printable ? PRINTABLE : label_at(at, end)) >= 0) {
      for (const u8 *one = at; (one = escape_end(one, end, label, &code)); next = one) {
        const char sign = (char)code;
        /* A reference of another kind, and one of C, is another run. */
        if (next && label != PRINTABLE && label_at(next, end) != label) break;
        if (code >= 0) add(&texts, &sign, 1);
      }
      const u8 *const text = (const u8 *)texts.data + before;
      keeps = next && texts.data && is_clear(text, (const u8 *)texts.data + texts.size, label == PRINTABLE);
    }
    if (next && keeps) {
      add_number(&runs, at - data);
      add_number(&runs, next - data);
      add_number(&runs, label);
      add_number(&runs, (i64)(texts.size - before));
    } else {
      texts.size = before;
    }
    at = next ? next : at + 1;
  }
  if (runs.data && texts.data)
    result = Py_BuildValue("NN", numbers(&runs), numbers(&texts));
  else PyErr_NoMemory();
done:
  PyMem_Free(runs.data);
  PyMem_Free(texts.data);
  PyBuffer_Release(&buffer);
  return result;
}

static int is_hex(u8 sign) { return hex_of(sign) >= 0; }

static const char pairs_round_doc[] =
    "pairs_round(data, begun, reach, array) -> (left, end)\n\n"
    "`hex_runs.reach_by_patterns`. ValueError: `begun` is not in the text, or `reach` is less than nothing.";

static PyObject *pairs_round(PyObject *Py_UNUSED(module), PyObject *args) {
  Py_buffer buffer;
  Py_ssize_t begun, reach;
  int array;
  if (!PyArg_ParseTuple(args, "y*nnp", &buffer, &begun, &reach, &array)) return NULL;
  if (begun < 0 || begun > buffer.len || reach < 0) {
    PyBuffer_Release(&buffer);
    PyErr_SetString(PyExc_ValueError, "the place is not in the text");
    return NULL;
  }
  const u8 *const data = buffer.buf, *const place = data + begun;
  const u8 *const first = data + (begun > reach ? begun - reach : 0);
  const u8 *const last = data + (buffer.len - begun > reach ? begun + reach : buffer.len);
  const i64 size = array ? 4 : 2; /* of a pair */
  const u8 *at = place;
  for (;;) {
    const u8 *one = at;
    if (array) {
      while (one > first && at - one < 20 && is_blank(one[-1])) one--;
      if (one > first && one[-1] == ',') one--;
    } else if (one > first && (one[-1] == ' ' || one[-1] == ':')) {
      one--;
    }
    if (one - first < size || !is_hex(one[-1]) || !is_hex(one[-2])) break;
    if (array && (one[-3] != 'x' || one[-4] != '0')) break;
    at = one - size;
  }
  const i64 left = place - at;
  const u8 *next = NULL;
  for (; last - at >= size; next = at) {
    if (array && (at[0] != '0' || at[1] != 'x')) break;
    if (!is_hex(at[size - 2]) || !is_hex(at[size - 1])) break;
    at += size;
    if (array) {
      if (at < last && *at == ',') at++;
      for (int blanks = 0; at < last && blanks < 20 && is_blank(*at); blanks++) at++;
    } else if (at < last && (*at == ' ' || *at == ':')) {
      at++;
    }
  }
  const i64 end = next ? next - data : -1;
  PyBuffer_Release(&buffer);
  return Py_BuildValue("LL", (long long)left, (long long)end);
}

/* How many bytes a character of UTF-8 has that begins so, 0: none does. */
static int size_of(u8 lead) {
  if (lead < 0x80) return 1;
  return lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
}

static int is_further(u8 sign) { return (sign & 0xC0) == 0x80; }

/* Where in [at, end), which ends no character in its middle, the first byte is that no UTF-8 has; `end`: there is none. */
static const u8 *broken_at(const u8 *at, const u8 *end) {
  while (at < end) {
    u64 eight;
    while (end - at >= 8 && (memcpy(&eight, at, 8), !(eight & 0x8080808080808080u))) at += 8;
    if (at == end) break;
    const int size = size_of(*at);
    if (!size || end - at < size) return at;
    for (int next = 1; next < size; next++)
      if (!is_further(at[next])) return at;
    if ((*at == 0xE0 && at[1] < 0xA0) || (*at == 0xED && at[1] > 0x9F)) return at;
    if ((*at == 0xF0 && at[1] < 0x90) || (*at == 0xF4 && at[1] > 0x8F)) return at;
    at += size;
  }
  return end;
}

/* `compiled._HALF` of [at, end) */
static int ends_in_half(const u8 *at, const u8 *end) {
  for (int back = 1; back <= 3 && end - back >= at; back++)
    if (!is_further(end[-back])) return size_of(end[-back]) > back;
  return 0;
}

/* `compiled._CONSTANT`: how many bytes of a length stand behind a type, 0: it is that of no text. */
static int length_after(u8 type) {
  switch (type) {
    case 'z': case 'Z': case 0xDA: case 0xFA: return 1;
    case 'u': case 'a': case 'A': case 't': case 's':
    case 0xF5: case 0xE1: case 0xC1: case 0xF4: case 0xF3: return 4;
    default: return 0;
  }
}

/* `compiled._NO_TEXT` of a byte */
static int is_no_text(u8 sign) { return sign < 0x09 || (sign > 0x0D && sign < 0x1C) || sign == 0x7F; }

static const char constant_texts_doc[] =
    "constant_texts(data, start, broken, looked_at, most) -> (text, places, end, broken)\n\n"
    "`compiled.by_pattern`, with the places as 64-bit numbers. ValueError: `start` is negative.";

static PyObject *constant_texts(PyObject *Py_UNUSED(module), PyObject *args) {
  Py_buffer buffer;
  Py_ssize_t start, broken, looked_at, most, count = 0, capacity = 0;
  if (!PyArg_ParseTuple(args, "y*nnnn", &buffer, &start, &broken, &looked_at, &most)) return NULL;
  PyObject *text = NULL, *numbers = NULL, *result = NULL;
  i64 *places = NULL;
  u8 *made = NULL;
  if (start < 0) {
    PyErr_SetString(PyExc_ValueError, "the start is negative");
    goto done;
  }
  const u8 *const data = buffer.buf, *const last = data + buffer.len, *at = data + (start < buffer.len ? start : buffer.len);
  u8 *next = made = PyMem_Malloc((size_t)(last - at) + 1); /* a line end for two bytes or more in front */
  if (!made) {
    PyErr_NoMemory();
    goto done;
  }
  for (; at < last && next - made + count * (Py_ssize_t)sizeof(i64) < most; at++) {
    const int width = length_after(*at);
    if (!width || last - at <= width) continue;
    const u8 *const begin = at + 1 + width;
    const i64 size = width == 1 ? at[1] : at[1] | at[2] << 8 | at[3] << 16 | (i64)at[4] << 24;
    if (!size || size > last - begin) continue;
    const u8 *const end = begin + size, *seen = begin;
    if ((begin - data <= broken && broken < end - data) || ends_in_half(begin, end)) continue;
    while (seen < end && seen - begin < looked_at && !is_no_text(*seen)) seen++;
    if (seen < end && seen - begin < looked_at) continue;
    if ((seen = broken_at(begin, end)) < end) {
      broken = seen - data;
      continue;
    }
    if (count + 2 > capacity) {
      capacity = capacity ? 2 * capacity : 1024;
      i64 *const more = PyMem_Realloc(places, (size_t)capacity * sizeof(i64));
      if (!more) {
        PyErr_NoMemory();
        goto done;
      }
      places = more;
    }
    places[count++] = next - made;
    places[count++] = begin - data;
    memcpy(next, begin, (size_t)size);
    next += size;
    *next++ = '\n';
    at = end - 1;
  }
  text = PyBytes_FromStringAndSize((const char *)made, next - made);
  numbers = PyBytes_FromStringAndSize((const char *)places, count * (Py_ssize_t)sizeof(i64));
  if (text && numbers) result = Py_BuildValue("OOnn", text, numbers, at - data, broken);
done:
  Py_XDECREF(text);
  Py_XDECREF(numbers);
  PyMem_Free(places);
  PyMem_Free(made);
  PyBuffer_Release(&buffer);
  return result;
}

static PyMethodDef methods[] = {
    {"constant_texts", constant_texts, METH_VARARGS, constant_texts_doc},
    {"pairs_round", pairs_round, METH_VARARGS, pairs_round_doc},
    {"escaped", escaped, METH_VARARGS, escaped_doc},
    {"untagged", untagged, METH_VARARGS, untagged_doc},
    {"number_lines", number_lines, METH_O, number_lines_doc},
    {"joined", joined, METH_VARARGS, joined_doc},
    {"gathered", gathered, METH_VARARGS, gathered_doc},
    {"signs", signs, METH_O, signs_doc},
    {"sql_values", sql_values, METH_VARARGS, sql_values_doc},
    {"sql_lines", sql_lines, METH_VARARGS, sql_lines_doc},
    {"count", count, METH_VARARGS, count_doc},
    {"line_starts", line_starts, METH_VARARGS, line_starts_doc},
    {"xls_records", xls_records, METH_VARARGS, xls_records_doc},
    {"xlsb_records", xlsb_records, METH_VARARGS, xlsb_records_doc},
    {0}};
static PyModuleDef_Slot slots[] = {{0, NULL}};
static PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "_kernel", "The compiled way of loops over bytes.", 0, methods, slots, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__kernel(void) { return PyModuleDef_Init(&module); }
