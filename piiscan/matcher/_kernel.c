/* One pass over a block of text: what `survey.by_masks` finds with numpy, at several times its speed.
 *
 * Rule: this file decides nothing that `survey` does not say. Every function here has its name and its rule there (or
 * in `apart`, `borders`, `beside`, `value`), and a test demands the same places of both on any bytes. The tables come from there
 * too, in one piece of memory, so that no rule is written twice as data.
 *
 * Limited API of Python 3.11: one binary for it and all later ones. Hence no format with "#", which what was built with
 * Python 3.13 has by another name than 3.11 and 3.12. No text is copied, kept or written. */

#define Py_LIMITED_API 0x030B0000
#include <Python.h>
#include <stdint.h>
#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

typedef uint8_t u8;
typedef uint32_t u32;
typedef uint64_t u64;
typedef int64_t i64;

/* What `survey.by_masks` gives, a row each; `survey.Survey` names them in this order. */
enum {
  SSN, DELIMITED, FOUR, THREE_FOUR, CARD, CARD_LENGTH, NINE, NINE_VALUE, SHORT, SHORT_LENGTH,
  KEYED_SHORT, KEYED_SHORT_LENGTH, LOOSE, LOOSE_LENGTH, IBAN, ANCHOR, LETTERED_SEVEN, LETTERED_EIGHT, BY_FOUR, BY_FOUR_FIVE, BY_FOUR_FOUR, BY_FOUR_THREE,
  SIGN, GIVEN, CELL, WASHINGTON, ROWS
};
#define SIGNS 1001 /* `seldom.FEW_SIGNS` and one */

/* What is anywhere in the text: bits of the last number `survey` gives. */
enum { ESCAPE = 1, FULL_WIDTH = 2, MULTIBYTE = 4, JOINED = 8 };

/* Sets of bytes: bits of `Tables.classes`, in the order of `kernel.CLASSES`. */
enum {
  DIGIT = 1 << 0, LETTER = 1 << 1, WORD = 1 << 2, HEX = 1 << 3, SSN_SEPARATOR = 1 << 4, CARD_SEPARATOR = 1 << 5,
  BLANK_OR_DASH = 1 << 6, NINE_BEHIND = 1 << 7, TRACK_1 = 1 << 8, TRACK_2 = 1 << 9, SKIPPED = 1 << 10,
  SKIPPED_OR_BREAK = 1 << 11, QUOTE = 1 << 12, BREAK = 1 << 13, END = 1 << 14, CLOSING = 1 << 15,
  DIGIT_OR_COMMA = 1 << 16, WORD_OR_DASH = 1 << 17, CAPITAL = 1 << 18, ESCAPED = 1 << 19, JOINING = 1 << 20,
  S = 1 << 21, A = 1 << 22, SIGN_FIRST = 1 << 23, SIGN_NEXT = 1 << 24,
  OPENS = 1 << 25, CLOSES = 1 << 26, BEFORE_QUOTE = 1 << 27, BEFORE_BLANK = 1 << 28, PARTING = 1 << 29
};

/* Bits of `beside` and numbers of `value`. */
enum { BEGINS = 0x80, LETTERED = 0x40, LONE = 0x20, PARTED = 0x10, SAID = 7 };
enum { NEVER, ALWAYS, KEYED, KEYED_PARTED, KEYED_QUOTED, UNSURE };
enum { LOOSE_TAILS, QUOTED_TAILS, SSN_TAILS, KINDS };

typedef struct {
  u32 classes[256];
  u8 pairs[65536];            /* by the byte before a place, and the one before that */
  u8 last_two[KINDS][65536];  /* by the last byte but one of a key, and its last */
  u8 first_two[20 * 100];     /* by length, and the first two digits */
  u32 count[KINDS];
  u32 tails[];                /* sorted, kind after kind */
} Tables;

typedef struct {
  const u8 *text;
  const Tables *tables;
  i64 *rows;
  i64 capacity;
  i64 count[ROWS];
  int seen;
} Area;

#define IS(byte, class) ((area->tables->classes[byte] & (class)) != 0)

static inline void emit(Area *area, int row, i64 place) { area->rows[row * area->capacity + area->count[row]++] = place; }

static inline int lowest(u64 word) {
#if defined(__GNUC__)
  return __builtin_ctzll(word);
#else
  int at = 0;
  while (!(word >> at & 1)) at++;
  return at;
#endif
}

/* Processors look ahead no further than a page of memory: in a block beyond the second-level cache half of the time
 * went by with waiting (measured; less than 1 KiB ahead is late). Where the block ends nothing is read. */
#define AHEAD_OF_TIME 2048
#if defined(__GNUC__)
#define PREFETCH(place) __builtin_prefetch(place)
#else
#define PREFETCH(place) ((void)(place))
#endif

static inline int said_before(const Area *area, i64 at) {
  return area->tables->pairs[area->text[at - 1] << 8 | area->text[at - 2]];
}

static int four_hex(const Area *area, i64 at) {
  const u8 *text = area->text + at;
  return IS(text[0], HEX) && IS(text[1], HEX) && IS(text[2], HEX) && IS(text[3], HEX);
}

/* One underscore on either side of what is as wide as an SSN in groups, more behind it: _010-94-0001_, _010-94-0001___. */
static int marked(const Area *area, i64 start) {
  const u8 *text = area->text + start;
  return text[-1] == '_' && !IS(text[-2], WORD) && text[11] == '_' && (text[12] == '_' || !IS(text[12], WORD));
}

static int free_before(const Area *area, i64 start, int bare) {
  const u8 one = area->text[start - 1], two = area->text[start - 2];
  if (IS(one, ESCAPED)) return two == '\\';
  if (bare && one == '+') return 0;
  if (one == '_') return two == '_' || marked(area, start); /* a line to write on */
  if (!IS(one, JOINING)) return !IS(one, WORD);
  if (bare ? !IS(two, LETTER) : IS(two, DIGIT)) return 0;
  return one != '-' || !four_hex(area, start - 5);
}

static int free_after(const Area *area, i64 end) {
  const u8 one = area->text[end];
  if (one == '_') return area->text[end + 1] == '_' || marked(area, end - 11);
  if (!IS(one, JOINING)) return !IS(one, WORD);
  if (IS(area->text[end + 1], DIGIT)) return 0;
  return one != '-' || !four_hex(area, end + 1);
}

static int among(const Tables *tables, int kind, u32 number) {
  const u32 *low = tables->tails, *high;
  for (int other = 0; other < kind; other++) low += tables->count[other];
  high = low + tables->count[kind];
  while (low < high) {
    const u32 *middle = low + (high - low) / 2;
    if (*middle < number) low = middle + 1;
    else if (*middle > number) high = middle;
    else return 1;
  }
  return 0;
}

static int ends_as_label(const Area *area, i64 end, int kind) {
  const u8 *text = area->text + end;
  const u32 pair = (u32)text[-1] << 8 | text[0];
  const u8 two = area->tables->last_two[kind][pair];
  if (!two) return 0;
  const u32 number = ((u32)text[-3] << 24 | (u32)text[-2] << 16 | pair) | 0x20202020;
  return among(area->tables, kind, number) || (two > 1 && among(area->tables, kind, number & 0xFFFFFF));
}

static int ends_as_key(const Area *area, i64 start, i64 end) {
  return ends_as_label(area, end, LOOSE_TAILS) ||
         (IS(area->text[start - 1], QUOTE) && ends_as_label(area, end, QUOTED_TAILS));
}

static i64 skip(const Area *area, i64 at, u32 skipped, int most) {
  for (; most && IS(area->text[at], skipped); most--) at--;
  return at;
}

static i64 skip_blanks(const Area *area, i64 at, int most) {
  for (; most && area->text[at] == ' '; most--) at--;
  return at;
}

static int otherwise(const Area *area, i64 start) {
  const u8 *text = area->text;
  const i64 at = skip(area, start - 1, SKIPPED, 3);
  const u8 before = text[at];
  if (before == '=' || (before == ':' && IS(text[at - 1], QUOTE))) {
    const i64 end = skip(area, at - 1, SKIPPED, 3);
    return ends_as_key(area, start, end) || text[end] == ')' || text[end] == '.';
  }
  if (IS(before, BREAK)) return IS(text[skip(area, at - 1, SKIPPED_OR_BREAK, 4)], END);
  return before != '/';
}

static int value_position(const Area *area, i64 start, int said) {
  const int far = said & SAID;
  if (far <= ALWAYS) return far == ALWAYS;
  const i64 end = start - far;
  if (far == UNSURE || IS(area->text[end], CLOSING) ||
      (far == KEYED_QUOTED && !IS(area->text[start - 3], QUOTE)))
    return otherwise(area, start);
  return ends_as_key(area, start, end);
}

static int ssn_position(const Area *area, i64 start) {
  const u8 *text = area->text + start;
  const u8 one = text[-1], two = text[-2];
  int back = 0;
  if (one == '/') return 0;
  if (one == '\n') return !IS(two, DIGIT_OR_COMMA);
  if (one == '=') back = 2;
  else if (one == ':' && IS(two, QUOTE)) back = 3;
  else if (one == ' ' && two == ':' && IS(text[-3], QUOTE)) back = 4;
  return !back || IS(text[-back], CLOSING) || ends_as_label(area, start - back, SSN_TAILS);
}

/* `survey._keyed_short`, but for what is behind */
static int is_keyed(const Area *area, i64 start) {
  const u8 *text = area->text;
  i64 at = start - 1;
  at -= text[at] == ' ';
  if (text[at] != '=' && text[at] != ':' && text[at] != '>') return 0;
  at -= text[at] == '>';
  at--;
  at -= text[at] == ' ';
  at -= IS(text[at], QUOTE);
  return ends_as_label(area, at, SSN_TAILS);
}

/* `anchored._after_border` */
static int after_border(const Area *area, i64 start) {
  const u8 *text = area->text;
  i64 at = start - 1;
  for (int most = 4; most && IS(text[at], LETTER); most--) at--;
  if (IS(text[at], DIGIT) ? IS(text[at - 2], WORD) : IS(text[at], WORD)) return 0;
  if ((said_before(area, at + 1) & SAID) == NEVER) return 0;
  return text[at] != '-' || !four_hex(area, at - 4);
}

/* `beside.places_of_values` for one place */
static int in_its_place(const Area *area, i64 anchor) {
  i64 at = anchor;
  while (IS(area->text[at - 1], WORD_OR_DASH))
    if (anchor - --at > 12) return 0;
  return value_position(area, at, said_before(area, at));
}

static int luhn_of(const u8 *digits, int length) {
  static const u8 twice[] = {0, 2, 4, 6, 8, 1, 3, 5, 7, 9};
  int total = length & 1 ? digits[0] - '0' : 0;
  for (int at = length & 1; at < length; at += 2) total += twice[digits[at] - '0'] + digits[at + 1] - '0';
  return total % 10 == 0;
}

/* `bare_cards._begins` */
static inline int begins_card(const Area *area, const u8 *text, int length) {
  return area->tables->first_two[length * 100 + (text[0] - '0') * 10 + text[1] - '0'];
}

/* `cards.bare`, but for the prefixes */
static int is_card(const Area *area, i64 start, int length) {
  const u8 *text = area->text + start;
  if (!begins_card(area, text, length)) return 0;
  if (!luhn_of(text, length)) return 0;
  const u8 mark = text[-2];
  if (IS(text[-1], TRACK_1) ? mark != '%' && (IS(mark, WORD) || text[length] != '^') : !free_before(area, start, 1))
    return 0;
  if (free_after(area, start + length)) return 1;
  if (!IS(text[length], TRACK_2)) return 0;
  for (int at = 1; at < 8; at++)
    if (!IS(text[length + at], DIGIT)) return 0;
  return 1;
}

/* `bare_cards.grouped_places`: four digits and `count` more groups, `length` in all, all parted by the same byte */
static int is_grouped(const Area *area, i64 start, const int *groups, int count, int length) {
  const u8 *text = area->text + start;
  u8 digits[20];
  int size = 4, at = 4;
  if (!begins_card(area, text, length)) return 0;
  memcpy(digits, text, 4);
  for (int group = 0; group < count; group++) {
    if (text[at] != text[4]) return 0;
    for (int digit = 1; digit <= groups[group]; digit++) {
      if (!IS(text[at + digit], DIGIT)) return 0;
      digits[size++] = text[at + digit];
    }
    at += groups[group] + 1;
  }
  return free_after(area, start + at) && luhn_of(digits, size);
}

static void grouped(Area *area, i64 at) {
  static const int fours[] = {4, 4, 4, 3}, five[] = {6, 5}, four[] = {6, 4};
  if (!free_before(area, at, 0)) return;
  if (is_grouped(area, at, fours, 3, 16)) emit(area, BY_FOUR, at);
  if (is_grouped(area, at, five, 2, 15)) emit(area, BY_FOUR_FIVE, at);
  if (is_grouped(area, at, four, 2, 14)) emit(area, BY_FOUR_FOUR, at);
  if (is_grouped(area, at, fours, 4, 19)) emit(area, BY_FOUR_THREE, at);
}

/* `survey.behind_letters`: S, or S and a letter */
static int is_lettered(const Area *area, const u8 *text, u32 letter) {
  const u8 *last = text - 1 - IS(text[-1], BLANK_OR_DASH);
  return IS(*last, letter) && (letter == S || IS(last[-1], S));
}

/* `survey._of_more` */
static int is_of_more(const Area *area, const u8 *text) {
  if (IS(text[4], BLANK_OR_DASH) && is_lettered(area, text, S)) return 1;
  if (text[-1] == ' ' && text[4] == ' ' && IS(text[-2], WORD) && (IS(text[-5], CAPITAL) || IS(text[-10], CAPITAL)))
    return 1;
  return memchr(text - 6, '\n', 6) || memchr(text + 9, '\n', 6);
}

/* A run of seven digits and more that a number may be, or a part of one. */
static void long_run(Area *area, i64 at, int length) {
  const u8 *text = area->text + at;
  const int said = said_before(area, at);
  int anchor = 0;
  if (said & LETTERED) {
    if (IS(text[-1], CAPITAL)) emit(area, IBAN, at);
    anchor = after_border(area, at);
  }
  if (!anchor && said & PARTED) anchor = IS(text[-2], DIGIT) || text[-1] == '-' || !IS(text[-3], WORD);
  if (said & BEGINS) {
    const i64 end = at + length;
    const u8 behind = area->text[end];
    const int value = said & SAID;
    if (length == 9) {
      if (IS(behind, NINE_BEHIND)) emit(area, NINE, at);
      if (ssn_position(area, at) && free_before(area, at, 1) && free_after(area, end)) emit(area, NINE_VALUE, at);
    }
    if (length >= 12 && length <= 19 && is_card(area, at, length)) {
      emit(area, CARD, at);
      emit(area, CARD_LENGTH, length);
    }
    if (length <= 8) {
      const int blank = text[-1] == ' ';
      if (value >= KEYED_PARTED && text[-1 - blank] == ':' && text[-2 - blank] == '"' && free_after(area, end)) {
        emit(area, SHORT, at);
        emit(area, SHORT_LENGTH, length);
      }
      if (is_keyed(area, at) && free_after(area, end)) {
        emit(area, KEYED_SHORT, at);
        emit(area, KEYED_SHORT_LENGTH, length);
      }
      if (said & (LETTERED | LONE)) {
        if (length == 7 && is_lettered(area, text, A)) emit(area, LETTERED_SEVEN, at);
        if (length == 8 && is_lettered(area, text, S)) emit(area, LETTERED_EIGHT, at);
      }
    }
    if (length <= 17 && free_before(area, at, 1) && free_after(area, end) && value_position(area, at, said)) {
      emit(area, LOOSE, at);
      emit(area, LOOSE_LENGTH, length);
    }
    if (!anchor && IS(behind, LETTER) && !IS(text[-1], WORD)) {
      const i64 last = end + 1;
      anchor = !IS(area->text[last + IS(area->text[last], LETTER)], WORD);
    }
  }
  if (anchor && in_its_place(area, at)) emit(area, ANCHOR, at);
}

/* `apart.given`; `start`: where up to two letters before the digits begin */
static int is_given(const Area *area, i64 start, i64 end, int length) {
  const u8 *text = area->text + start;
  const u8 one = text[-1], two = text[-2];
  if (length > 19 || !IS(one, OPENS) || !IS(area->text[end], CLOSES)) return 0;
  if (one == ' ') return IS(two, BEFORE_BLANK) && !(two == ':' && IS(text[-3], QUOTE));
  return !IS(one, QUOTE) || (IS(two, BEFORE_QUOTE) && !(two == ' ' && text[-3] == ':' && IS(text[-4], QUOTE)));
}

/* `apart._at_line_starts` */
static int begins_line(const Area *area, i64 at, int length) {
  return length <= 17 && area->text[skip_blanks(area, at - 1, 3)] == '\n';
}

/* `apart.begins_cell` */
static int begins_cell(const Area *area, i64 start, i64 end) {
  const u8 *text = area->text;
  const u8 one = text[start - 1], two = text[start - 2], behind = text[end], next = text[end + 1];
  if (IS(one, PARTING) || (one == ' ' && (two == ' ' || two == '|'))) return 1;
  return one == '\n' && (IS(behind, PARTING) || (behind == ' ' && (next == ' ' || next == '|')));
}

/* A run of seven digits and more, whatever stands before it; `known`: how many rows that may begin a cell have it. */
static void long_apart(Area *area, i64 at, int length, i64 known) {
  const i64 end = at + length;
  i64 start = at;
  for (int most = 2; most && IS(area->text[start - 1], LETTER); most--) start--;
  if (is_given(area, start, end, length)) emit(area, GIVEN, start);
  if ((known || begins_line(area, at, length)) && begins_cell(area, start, end)) emit(area, CELL, start);
}

static inline i64 of_cells(const Area *area) {
  return area->count[LOOSE] + area->count[NINE_VALUE] + area->count[IBAN] + area->count[LETTERED_EIGHT];
}

/* A run of three digits and more; `bits`: it and what is behind, a bit for each digit. */
static inline void run_of(Area *area, i64 at, u64 bits) {
  const int length = ~bits ? lowest(~bits) : 63;
  const u8 *text = area->text + at;
  if (length >= 7) {
    const i64 before = of_cells(area);
    if (said_before(area, at) & (BEGINS | LETTERED | PARTED)) long_run(area, at, length);
    long_apart(area, at, length, of_cells(area) - before);
  } else if (length == 4) {
    if ((bits >> 5 & 15) == 15 && IS(text[4], CARD_SEPARATOR)) {
      if (is_of_more(area, text)) emit(area, FOUR, at);
      grouped(area, at);
      if (IS(text[4], BLANK_OR_DASH) && after_border(area, at) && in_its_place(area, at)) emit(area, ANCHOR, at);
    }
  } else if (length == 3) {
    if ((bits >> 4 & 15) == 7) {
      /* three digits, three, and two or three more */
      const int third = (bits >> 8 & 7) == 3 || (bits >> 8 & 15) == 7;
      if (third && text[3] == text[7] && IS(text[3], BLANK_OR_DASH) && after_border(area, at) &&
          in_its_place(area, at))
        emit(area, ANCHOR, at);
    } else if ((bits >> 4 & 31) == 15) {
      if (said_before(area, at) & (LETTERED | LONE) && IS(text[3], BLANK_OR_DASH)) {
        if (is_lettered(area, text, A)) emit(area, THREE_FOUR, at);
        if ((IS(text[-1], LETTER) || !IS(text[-3], WORD)) && after_border(area, at) && in_its_place(area, at))
          emit(area, ANCHOR, at);
      }
    } else if ((bits >> 4 & 7) == 3 && (bits >> 7 & 31) == 15) {
      emit(area, SSN, at);
      if (text[3] == text[6] && IS(text[3], SSN_SEPARATOR) && free_before(area, at, 0) && free_after(area, at + 11))
        emit(area, DELIMITED, at);
    }
  }
}

/* Where a run of digits that begins there may be one that `run_of` looks at, by what of the next 12 bytes are digits:
 * sixty-four places at once, since most runs are none, and which ones no processor foresees. */
static inline u64 worth(u64 here, u64 next) {
#define AHEAD(count) (here >> (count) | next << (64 - (count)))
  const u64 run = here & AHEAD(1) & AHEAD(2), four = run & AHEAD(3), three = run & ~AHEAD(3);
  if (!run) return 0;
  const u64 seven = four & AHEAD(4) & AHEAD(5) & AHEAD(6);
  const u64 by_four = four & ~AHEAD(4) & AHEAD(5) & AHEAD(6) & AHEAD(7) & AHEAD(8);
  const u64 more = three & AHEAD(4) & AHEAD(5);
  const u64 by_three = AHEAD(6) & ~AHEAD(7) & AHEAD(8) & AHEAD(9) & ~(AHEAD(10) & AHEAD(11));
  const u64 three_four = AHEAD(6) & AHEAD(7) & ~AHEAD(8);
  const u64 ssn = ~AHEAD(6) & AHEAD(7) & AHEAD(8) & AHEAD(9) & AHEAD(10) & ~AHEAD(11);
#undef AHEAD
  return seven | by_four | (more & (by_three | three_four | ssn));
}

typedef struct {
  u64 digits, beyond, rare; /* a bit for each of 64 bytes: a digit, no ASCII, what `rare_byte` looks at */
} Bits;

static inline Bits bits_of(const u8 *text) {
  Bits bits = {0, 0, 0};
#if defined(__SSE2__)
  for (int part = 0; part < 4; part++) {
    const __m128i bytes = _mm_loadu_si128((const __m128i *)(text + 16 * part));
    const __m128i from_zero = _mm_sub_epi8(bytes, _mm_set1_epi8('0'));
    const __m128i is_digit = _mm_cmpeq_epi8(_mm_min_epu8(from_zero, _mm_set1_epi8(9)), from_zero);
    const __m128i next = _mm_loadu_si128((const __m128i *)(text + 16 * part + 1));
    const __m128i washington =
        _mm_and_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('W')), _mm_cmpeq_epi8(next, _mm_set1_epi8('D')));
    const __m128i is_rare = _mm_or_si128(
        _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')), washington),
        _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('*')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('X'))));
    bits.digits |= (u64)(u32)_mm_movemask_epi8(is_digit) << (16 * part);
    bits.beyond |= (u64)(u32)_mm_movemask_epi8(bytes) << (16 * part);
    bits.rare |= (u64)(u32)_mm_movemask_epi8(is_rare) << (16 * part);
  }
#else
  for (int at = 0; at < 64; at++) {
    const u8 byte = text[at];
    bits.digits |= (u64)((u8)(byte - '0') < 10) << at;
    bits.beyond |= (u64)(byte >= 0x80) << at;
    bits.rare |= (u64)(byte == '\\' || byte == '*' || byte == 'X' || (byte == 'W' && text[at + 1] == 'D')) << at;
  }
#endif
  return bits;
}

/* A byte that is no ASCII, a backslash, what masks are made of, or the W of WD. */
static void rare_byte(Area *area, i64 at) {
  const u8 byte = area->text[at], next = area->text[at + 1];
  if (byte == '\\') area->seen |= next == 'u' ? ESCAPE : 0;
  else if (byte == 0xEF) area->seen |= next == 0xBC ? FULL_WIDTH : 0;
  else if (byte == 0xC2 || byte == 0xE2) area->seen |= MULTIBYTE;
  else if (byte == 'W' && next == 'D' && area->text[at + 2] == 'L') emit(area, WASHINGTON, at);
  if (byte == 0xE2 && area->text[at + 2] != 0xA2) return; /* all quotation marks begin as the bullet does */
  if (IS(byte, SIGN_FIRST) && IS(next, SIGN_NEXT) && area->count[SIGN] < SIGNS) emit(area, SIGN, at);
}

static const char survey_doc[] =
    "survey(text, begin, end, digits, tables, rows) -> counts\n\n"
    "Fill `digits` (64-bit words, a bit for each byte of [begin, end) of `text` that is a digit) and `rows` (64-bit\n"
    "places, all rows of one size), and say how many each row has, and what is in the text at all. `text` has a multiple of 64 bytes and 128 bytes\n"
    "before `begin` and after `end`. ValueError: a buffer is too small.";

static PyObject *survey(PyObject *Py_UNUSED(module), PyObject *args) {
  Py_buffer text, digits, tables, rows;
  Py_ssize_t begin, end;
  PyObject *result = NULL;
  if (!PyArg_ParseTuple(args, "y*nnw*y*w*", &text, &begin, &end, &digits, &tables, &rows)) return NULL;
  const i64 words = text.len / 64;
  Area area = {text.buf, tables.buf, rows.buf, rows.len / 8 / ROWS, {0}, 0};
  u32 tails = 0;
  if (tables.len >= (Py_ssize_t)sizeof(Tables))
    for (int kind = 0; kind < KINDS; kind++) tails += area.tables->count[kind];
  /* no two numbers of one row begin within four bytes of each other */
  if (text.len % 64 || begin < 128 || begin % 64 || end < begin || end + 128 > text.len || digits.len < 8 * words ||
      area.capacity < (end - begin) / 4 + 1 || area.capacity < SIGNS ||
      tables.len != (Py_ssize_t)(sizeof(Tables) + tails * sizeof(u32))) {
    PyErr_SetString(PyExc_ValueError, "a buffer of the survey has the wrong size");
    goto done;
  }
  u64 *const bits = digits.buf;
  memset(bits, 0, (size_t)(8 * words));
  const i64 first = begin / 64, last = (end + 63) / 64;
  u64 digit_before = 0;
  for (i64 word = first; word < last; word++) {
    PREFETCH(area.text + 64 * word + AHEAD_OF_TIME);
    Bits of = bits_of(area.text + 64 * word);
    if (word == end / 64) {
      const u64 inside = ((u64)1 << end % 64) - 1;
      of.digits &= inside;
      of.beyond &= inside;
      of.rare &= inside;
    }
    bits[word] = of.digits;
    if (of.beyond & (of.digits << 1 | digit_before)) area.seen |= JOINED;
    digit_before = of.digits >> 63;
    for (u64 rare = of.beyond | of.rare; rare; rare &= rare - 1) rare_byte(&area, 64 * word + lowest(rare));
  }
  for (i64 word = first; word < last; word++) {
    const u64 here = bits[word];
    if (!here) continue;
    const u64 next = bits[word + 1];
    u64 starts = worth(here, next) & ~(here << 1 | bits[word - 1] >> 63);
    for (; starts; starts &= starts - 1) {
      const int bit = lowest(starts);
      run_of(&area, 64 * word + bit, bit ? here >> bit | next << (64 - bit) : here);
    }
  }
  result = PyTuple_New(ROWS + 1);
  for (int row = 0; result && row <= ROWS; row++) {
    PyObject *count = PyLong_FromLongLong(row < ROWS ? area.count[row] : area.seen);
    if (!count || PyTuple_SetItem(result, row, count) < 0) Py_CLEAR(result);
  }
done:
  PyBuffer_Release(&text);
  PyBuffer_Release(&digits);
  PyBuffer_Release(&tables);
  PyBuffer_Release(&rows);
  return result;
}

/* A bit for each of 64 bytes that is one of two. */
static inline u64 either_of(const u8 *text, u8 one, u8 other) {
  u64 bits = 0;
#if defined(__SSE2__)
  const __m128i ones = _mm_set1_epi8((char)one), others = _mm_set1_epi8((char)other);
  for (int part = 0; part < 4; part++) {
    const __m128i bytes = _mm_loadu_si128((const __m128i *)(text + 16 * part));
    const __m128i found = _mm_or_si128(_mm_cmpeq_epi8(bytes, ones), _mm_cmpeq_epi8(bytes, others));
    bits |= (u64)(u32)_mm_movemask_epi8(found) << (16 * part);
  }
#else
  for (int at = 0; at < 64; at++) bits |= (u64)(text[at] == one || text[at] == other) << at;
#endif
  return bits;
}

static inline int count_of(u64 word) {
#if defined(__GNUC__)
  return __builtin_popcountll(word);
#else
  int count = 0;
  for (; word; word &= word - 1) count++;
  return count;
#endif
}

static const char places_doc[] =
    "places(text, one, other) -> bytes\n\n"
    "The 64-bit places, in order, of the bytes of `text` that are `one` or `other`.";

static PyObject *places(PyObject *Py_UNUSED(module), PyObject *args) {
  Py_buffer text;
  unsigned char one, other;
  if (!PyArg_ParseTuple(args, "y*bb", &text, &one, &other)) return NULL;
  const u8 *const data = text.buf;
  const i64 size = text.len, whole = size - size % 64;
  i64 count = 0;
  for (i64 at = 0; at < whole; at += 64) count += count_of(either_of(data + at, one, other));
  for (i64 at = whole; at < size; at++) count += data[at] == one || data[at] == other;
  PyObject *result = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)(count * sizeof(i64)));
  if (result) {
    i64 *next = (i64 *)PyBytes_AsString(result);
    for (i64 at = 0; at < whole; at += 64)
      for (u64 bits = either_of(data + at, one, other); bits; bits &= bits - 1) *next++ = at + lowest(bits);
    for (i64 at = whole; at < size; at++)
      if (data[at] == one || data[at] == other) *next++ = at;
  }
  PyBuffer_Release(&text);
  return result;
}

static const char bits_doc[] =
    "bits(mask, words) -> bytearray\n\n"
    "`shapes.places_by_numpy`: the 64-bit places, in order, of the bits of 64-bit words. `words`: which words of a text these\n"
    "are, or None. ValueError: there are not as many.";

static PyObject *bits(PyObject *Py_UNUSED(module), PyObject *args) {
  Py_buffer mask, words = {0};
  PyObject *which, *result = NULL;
  if (!PyArg_ParseTuple(args, "y*O", &mask, &which)) return NULL;
  if (which != Py_None && PyObject_GetBuffer(which, &words, PyBUF_SIMPLE) < 0) {
    PyBuffer_Release(&mask);
    return NULL;
  }
  const u64 *const word = mask.buf;
  const i64 *const of_text = words.buf;
  const i64 size = mask.len / 8;
  i64 count = 0;
  for (i64 at = 0; at < size; at++) count += count_of(word[at]);
  if (of_text && words.len < 8 * size) {
    PyErr_SetString(PyExc_ValueError, "not as many words as masks");
  } else if ((result = PyByteArray_FromStringAndSize(NULL, (Py_ssize_t)(count * (i64)sizeof(i64))))) {
    i64 *next = (i64 *)PyByteArray_AsString(result);
    for (i64 at = 0; at < size; at++)
      for (u64 left = word[at]; left; left &= left - 1) *next++ = 64 * (of_text ? of_text[at] : at) + lowest(left);
  }
  if (words.obj) PyBuffer_Release(&words);
  PyBuffer_Release(&mask);
  return result;
}

typedef struct {
  const u64 *bits;
  i64 words;
  int fewest;
} Digits;

/* `shapes.near_digits` of one word: whether it, or the one before it, has so many digits together with the next one. */
static int is_near(const Digits *digits, i64 word) {
  if (word < 0) return 0;
  const int here = count_of(digits->bits[word]);
  const int next = word + 1 < digits->words ? count_of(digits->bits[word + 1]) : 0;
  return here + next >= digits->fewest || (word && count_of(digits->bits[word - 1]) + here >= digits->fewest);
}

/* Where digits begin in one word that have so many, their own with them, in the 64 bytes before, behind or round their
 * first: whatever the word is. Two words that such bytes lie in are near. */
static u64 begins_in(const Digits *digits, i64 word) {
  const u64 here = digits->bits[word];
  if (!here || !is_near(digits, word)) return 0;
  const u64 before = word ? digits->bits[word - 1] : 0;
  const u64 next = word + 1 < digits->words ? digits->bits[word + 1] : 0;
  u64 kept = 0;
  for (u64 left = here & ~(here << 1 | before >> 63); left; left &= left - 1) {
    const int bit = lowest(left);
    const u64 ahead = bit ? here >> bit | next << (64 - bit) : here;
    const u64 behind = bit < 63 ? here << (63 - bit) | before >> (bit + 1) : here;
    const int round = count_of(behind >> 31) + count_of(ahead & 0xFFFFFFFF) - 1; /* the first is in both */
    if (round >= digits->fewest || count_of(ahead) >= digits->fewest || count_of(behind) >= digits->fewest)
      kept |= (u64)1 << bit;
  }
  return kept;
}

static const char runs_doc[] =
    "runs(digits, fewest) -> (places, lengths)\n\n"
    "`area.runs_by_numpy`, of the words that `survey` filled: two bytearrays of 64-bit numbers.";

static PyObject *runs(PyObject *Py_UNUSED(module), PyObject *args) {
  Py_buffer words;
  Digits digits;
  if (!PyArg_ParseTuple(args, "y*i", &words, &digits.fewest)) return NULL;
  digits.bits = words.buf;
  digits.words = words.len / 8;
  i64 count = 0;
  for (i64 word = 0; word < digits.words; word++) count += count_of(begins_in(&digits, word));
  PyObject *const places = PyByteArray_FromStringAndSize(NULL, (Py_ssize_t)(count * (i64)sizeof(i64)));
  PyObject *const lengths = PyByteArray_FromStringAndSize(NULL, (Py_ssize_t)(count * (i64)sizeof(i64)));
  PyObject *result = NULL;
  if (places && lengths) {
    i64 *place = (i64 *)PyByteArray_AsString(places), *length = (i64 *)PyByteArray_AsString(lengths);
    for (i64 word = 0; word < digits.words; word++) {
      const u64 here = digits.bits[word], next = word + 1 < digits.words ? digits.bits[word + 1] : 0;
      for (u64 starts = begins_in(&digits, word); starts; starts &= starts - 1) {
        const int bit = lowest(starts);
        const u64 run = bit ? here >> bit | next << (64 - bit) : here;
        *place++ = 64 * word + bit;
        *length++ = ~run ? lowest(~run) : 63;
      }
    }
    result = PyTuple_Pack(2, places, lengths);
  }
  Py_XDECREF(places);
  Py_XDECREF(lengths);
  PyBuffer_Release(&words);
  return result;
}

static const char windows_doc[] =
    "windows(text, places, before, size) -> bytearray\n\n"
    "`area.windows_by_numpy`: of each of the 64-bit places so many bytes of the text from so many before it on, one behind the\n"
    "other, a line break in the place of the first and last byte of each. ValueError: one is not in the text.";

static PyObject *windows(PyObject *Py_UNUSED(module), PyObject *args) {
  Py_buffer text, places;
  Py_ssize_t before, size;
  if (!PyArg_ParseTuple(args, "y*y*nn", &text, &places, &before, &size)) return NULL;
  const i64 count = places.len / 8, *const place = places.buf;
  int good = size > 0 && size <= text.len && (!count || size <= PY_SSIZE_T_MAX / count);
  for (i64 at = 0; good && at < count; at++) good = place[at] >= before && place[at] - before <= text.len - size;
  PyObject *result = NULL;
  if (!good) {
    PyErr_SetString(PyExc_ValueError, "a place is not in the text");
  } else if ((result = PyByteArray_FromStringAndSize(NULL, (Py_ssize_t)(size * count)))) {
    u8 *next = (u8 *)PyByteArray_AsString(result);
    for (i64 at = 0; at < count; at++, next += size) {
      memcpy(next, (const u8 *)text.buf + place[at] - before, (size_t)size);
      next[0] = next[size - 1] = '\n';
    }
  }
  PyBuffer_Release(&text);
  PyBuffer_Release(&places);
  return result;
}

static const char digits_at_doc[] =
    "digits_at(text, places, offsets) -> bytearray\n\n"
    "`borders.digits_by_numpy`: a row for each of the offsets (a byte each), what is so far from each of the 64-bit places,\n"
    "less \"0\". ValueError: a place is not in the text.";

static PyObject *digits_at(PyObject *Py_UNUSED(module), PyObject *args) {
  Py_buffer text, places;
  PyObject *rows;
  if (!PyArg_ParseTuple(args, "y*y*S", &text, &places, &rows)) return NULL;
  const char *const offsets = PyBytes_AsString(rows);
  const Py_ssize_t count = PyBytes_Size(rows);
  const i64 size = places.len / 8, *const place = places.buf;
  const u8 *const data = text.buf;
  i64 furthest = 0;
  for (Py_ssize_t row = 0; row < count; row++)
    if ((u8)offsets[row] > furthest) furthest = (u8)offsets[row];
  int good = 1;
  for (i64 at = 0; good && at < size; at++) good = place[at] >= 0 && place[at] + furthest < text.len;
  PyObject *result = NULL;
  if (!good) {
    PyErr_SetString(PyExc_ValueError, "a place is not in the text");
  } else if ((result = PyByteArray_FromStringAndSize(NULL, (Py_ssize_t)(size * count)))) {
    u8 *const digits = (u8 *)PyByteArray_AsString(result);
    for (i64 at = 0; at < size; at++)
      for (Py_ssize_t row = 0; row < count; row++)
        digits[row * size + at] = (u8)(data[place[at] + (u8)offsets[row]] - '0');
  }
  PyBuffer_Release(&text);
  PyBuffer_Release(&places);
  return result;
}

/* The matches of a search, three numbers each: as many as there are, or one more than is to be had. */
typedef struct {
  i64 *numbers;
  i64 count, room, most;
} Matches;
#define MATCHES "piiscan.matches"

static void forget(PyObject *capsule) {
  Matches *const matches = PyCapsule_GetPointer(capsule, MATCHES);
  if (matches) PyMem_Free(matches->numbers);
  PyMem_Free(matches);
}

/* What Hyperscan calls with each match: the pattern, where it begins and ends, and what does not matter. */
static PyObject *keep(PyObject *self, PyObject *const *args, Py_ssize_t count) {
  Matches *const matches = PyCapsule_GetPointer(self, MATCHES);
  if (!matches) return NULL;
  if (count < 3) {
    PyErr_SetString(PyExc_TypeError, "no match");
    return NULL;
  }
  if (matches->count + 3 > matches->room) {
    const i64 room = matches->room ? 2 * matches->room : 48;
    i64 *const numbers = PyMem_Realloc(matches->numbers, (size_t)room * sizeof(i64));
    if (!numbers) return PyErr_NoMemory();
    matches->numbers = numbers;
    matches->room = room;
  }
  for (int at = 0; at < 3; at++) matches->numbers[matches->count + at] = PyLong_AsLongLong(args[at]);
  if (PyErr_Occurred()) return NULL;
  matches->count += 3;
  PyObject *const full = matches->most >= 0 && matches->count > 3 * matches->most ? Py_True : Py_None;
  Py_INCREF(full);
  return full;
}

static PyMethodDef keep_method = {"keep", (PyCFunction)(void (*)(void))keep, METH_FASTCALL, "`matches.by_calls`: `on_match`."};

static const char keeper_doc[] =
    "keeper(most) -> function\n\n"
    "What keeps the matches it is called with, and is true of one more than so many; of all, if that is negative.";

static PyObject *keeper(PyObject *Py_UNUSED(module), PyObject *most) {
  const i64 number = PyLong_AsLongLong(most);
  if (number == -1 && PyErr_Occurred()) return NULL;
  Matches *const matches = PyMem_Calloc(1, sizeof(Matches));
  if (!matches) return PyErr_NoMemory();
  matches->most = number;
  PyObject *const capsule = PyCapsule_New(matches, MATCHES, forget);
  if (!capsule) {
    PyMem_Free(matches);
    return NULL;
  }
  PyObject *const made = PyCFunction_NewEx(&keep_method, capsule, NULL);
  Py_DECREF(capsule);
  return made;
}

static const char kept_doc[] = "kept(function) -> bytes\n\nWhat such a function has kept, as 64-bit numbers.";

static PyObject *kept(PyObject *Py_UNUSED(module), PyObject *function) {
  PyObject *const capsule = PyCFunction_Check(function) ? PyCFunction_GetSelf(function) : NULL;
  if (!capsule || !PyCapsule_IsValid(capsule, MATCHES)) {
    if (!PyErr_Occurred()) PyErr_SetString(PyExc_TypeError, "it keeps no matches");
    return NULL;
  }
  const Matches *const matches = PyCapsule_GetPointer(capsule, MATCHES);
  return PyBytes_FromStringAndSize((const char *)matches->numbers, (Py_ssize_t)(matches->count * (i64)sizeof(i64)));
}

static PyMethodDef methods[] = {
    {"keeper", keeper, METH_O, keeper_doc},
    {"kept", kept, METH_O, kept_doc},
    {"survey", survey, METH_VARARGS, survey_doc},
    {"places", places, METH_VARARGS, places_doc},
    {"windows", windows, METH_VARARGS, windows_doc},
    {"bits", bits, METH_VARARGS, bits_doc},
    {"runs", runs, METH_VARARGS, runs_doc},
    {"digits_at", digits_at, METH_VARARGS, digits_at_doc},
    {0}};
/* What a binary of another source is known by: rows of another number would be taken for others. */
static int named(PyObject *module) { return PyModule_AddIntConstant(module, "ROWS", ROWS); }

static PyModuleDef_Slot slots[] = {{Py_mod_exec, named}, {0, NULL}};
static PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "_kernel", "The compiled way of `survey`.", 0, methods, slots, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__kernel(void) { return PyModuleDef_Init(&module); }
