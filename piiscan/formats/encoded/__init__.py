"""Encodings that hide nothing (SPEC, chapter 10): what stands for text is read as that text.

Inside other text. `inside`, `triggers`, `here`
By the thousand, on arrays; all of them, of several texts. `crowds`, `arrays`, `hopes`, `idle`, `escape_runs`; `every`
How far a run reaches, and what it stands for. `runs`, `breaks`, `stretches`, `hex_runs`,
    `file_marks`, `base32`, `escapes`, `lines`
Read in its place, or as a blob of its own. `place`, `long`, `string_tables`, `string_markup`,
    `messages`
Whole files. `base64_text`, `yenc`
"""
