/* Loops over the bytes of a page and of the records of a workbook, and over the values of rows of a database.
 *
 * Rule: this file decides nothing. Every function here has a twin in Python, named in its comment, which is what is used
 * where there is no compiler, and a test demands the same of both on any bytes. Nothing outside of its arguments is
 * looked at, kept or written; what does not fit is left to the twin.
 *
 * Limited API of Python 3.11: one binary for it and all later ones. */

#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000
#include <Python.h>
#include <stdint.h>
#include <string.h>

typedef uint8_t u8;
typedef int64_t i64;

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

static const char untagged_doc[] =
    "untagged(text, words) -> (ended, text)\n\n"
    "`html_plain.untagged` of a stretch of a page. `words`: sorted names of the elements that end a line, each in\n"
    "16 bytes. ValueError: their size is none of so many; UnicodeEncodeError: the text has half a pair of UTF-16.";

static PyObject *untagged(PyObject *Py_UNUSED(module), PyObject *args) {
  PyObject *source;
  const char *words;
  Py_ssize_t size, count;
  if (!PyArg_ParseTuple(args, "Uy#", &source, &words, &count)) return NULL;
  if (count % WORD) {
    PyErr_SetString(PyExc_ValueError, "the names of elements have the wrong size");
    return NULL;
  }
  count /= WORD;
  const char *at = PyUnicode_AsUTF8AndSize(source, &size);
  if (!at) return NULL;
  const char *const end = at + size;
  char *const made = PyMem_Malloc((size_t)size + 1), *next = made;
  if (!made) return PyErr_NoMemory();
  int ended = 0;
  while (at < end) {
    const char *tag = memchr(at, '<', (size_t)(end - at));
    if (!tag) tag = end;
    memcpy(next, at, (size_t)(tag - at));
    next += tag - at;
    if (tag == end) break;
    const char *const closed = memchr(tag, '>', (size_t)(end - tag));
    if (!closed || closed == tag + 1) { /* no tag */
      *next++ = '<';
      at = tag + 1;
      continue;
    }
    char name[WORD];
    name_of(tag + 1 + (tag[1] == '/'), closed, name);
    if (among(words, count, name)) {
      if (next == made) ended = 1;
      else if (next[-1] != '\n') *next++ = '\n';
    }
    at = closed + 1;
  }
  PyObject *const text = PyUnicode_FromStringAndSize(made, next - made);
  PyMem_Free(made);
  if (!text) return NULL;
  PyObject *const result = PyTuple_Pack(2, ended ? Py_True : Py_False, text);
  Py_DECREF(text);
  return result;
}

static PyMethodDef methods[] = {{"untagged", untagged, METH_VARARGS, untagged_doc}, {0}};
static PyModuleDef_Slot slots[] = {{0, NULL}};
static PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "_kernel", "The compiled way of loops over bytes.", 0, methods, slots, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__kernel(void) { return PyModuleDef_Init(&module); }
