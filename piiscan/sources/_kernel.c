/* What is asked of each of a million files: its name, and its bytes where they are few.
 *
 * Rule: this file decides nothing. Every function here has a twin in Python, named in its comment, which is what is used
 * where there is no compiler, and tests demand the same of both. What does not fit is left to the twin.
 *
 * Limited API of Python 3.11: one binary for it and all later ones. Hence no format with "#", which what was built with
 * Python 3.13 has by another name than 3.11 and 3.12. */

#define Py_LIMITED_API 0x030B0000
#include <Python.h>
#include <errno.h>
#include <stdlib.h>

static const char may_hold_doc[] =
    "may_hold(name) -> bool | None\n\n"
    "`titles.may_hold_by_search`. None: the name has more than ASCII in it.";

#define DIGITS 7 /* of the shortest number there is */
#define APART 2  /* others between two of its digits, at most, and no slash */

static PyObject *may_hold(PyObject *Py_UNUSED(module), PyObject *name) {
  Py_ssize_t size;
  const char *at = PyUnicode_AsUTF8AndSize(name, &size);
  if (!at) {
    if (!PyErr_ExceptionMatches(PyExc_UnicodeEncodeError)) return NULL;
    PyErr_Clear(); /* a byte that is not UTF-8 */
    Py_RETURN_NONE;
  }
  int digits = 0, apart = 0;
  for (const char *const end = at + size; at < end; at++) {
    if ((unsigned char)*at >= 0x80) Py_RETURN_NONE;
    if (*at >= '0' && *at <= '9') {
      digits = apart > APART ? 1 : digits + 1;
      apart = 0;
      if (digits == DIGITS) Py_RETURN_TRUE;
    } else {
      apart = *at == '/' ? APART + 1 : apart + (apart <= APART);
    }
  }
  Py_RETURN_FALSE;
}

#ifndef _WIN32
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __APPLE__
#define CHANGED(look) (look).st_ctimespec
#define WRITTEN(look) (look).st_mtimespec
#else
#define CHANGED(look) (look).st_ctim
#define WRITTEN(look) (look).st_mtim
#endif

static int same_time(struct timespec one, struct timespec other) {
  return one.tv_sec == other.tv_sec && one.tv_nsec == other.tv_nsec;
}

static const char read_whole_doc[] =
    "read_whole(path, flags, quietly, most, device, inode, listed) -> bytes | None\n\n"
    "`local.read_by_calls`; `quietly`: further flags, to be left out where they are not allowed; `listed`: whether it has\n"
    "to be that very file.";

static PyObject *read_whole(PyObject *Py_UNUSED(module), PyObject *args) {
  PyObject *path, *result = NULL;
  int flags, quietly, listed;
  Py_ssize_t most;
  unsigned long long device, inode;
  if (!PyArg_ParseTuple(args, "O&iinKKp", PyUnicode_FSConverter, &path, &flags, &quietly, &most, &device, &inode,
                        &listed))
    return NULL;
  const char *const name = PyBytes_AsString(path);
  char *data = NULL;
  Py_ssize_t count = -1;
  Py_BEGIN_ALLOW_THREADS;
  struct stat looked, now;
  int handle = open(name, flags | quietly);
  if (handle < 0 && quietly && (errno == EPERM || errno == EACCES)) handle = open(name, flags);
  if (handle >= 0) {
    if (!fstat(handle, &looked) && S_ISREG(looked.st_mode) && looked.st_size <= (off_t)most &&
        (off_t)looked.st_blocks * 512 >= looked.st_size &&
        (!listed || ((unsigned long long)looked.st_dev == device && (unsigned long long)looked.st_ino == inode)) &&
        (data = malloc((size_t)looked.st_size + 1))) {
      const ssize_t got = read(handle, data, (size_t)looked.st_size + 1);
      if (got == looked.st_size && !fstat(handle, &now) && now.st_size == looked.st_size &&
          same_time(WRITTEN(now), WRITTEN(looked)) && same_time(CHANGED(now), CHANGED(looked)))
        count = got;
    }
    close(handle);
  }
  Py_END_ALLOW_THREADS;
  Py_DECREF(path);
  if (count >= 0) result = PyBytes_FromStringAndSize(data, count);
  free(data);
  if (count >= 0) return result;
  Py_RETURN_NONE;
}
#endif

static PyMethodDef methods[] = {
    {"may_hold", may_hold, METH_O, may_hold_doc},
#ifndef _WIN32
    {"read_whole", read_whole, METH_VARARGS, read_whole_doc},
#endif
    {0}};
static PyModuleDef_Slot slots[] = {{0, NULL}};
static PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "_kernel", "The compiled way of what is asked of each file.", 0, methods, slots, NULL, NULL,
    NULL};

PyMODINIT_FUNC PyInit__kernel(void) { return PyModuleDef_Init(&module); }
