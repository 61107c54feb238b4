"""Small files that programs made, for the verdicts on encryption: base64 of zlib. The command stands above each.

All hold `note.txt`, which is "Ann Lee, SSN 010-94-0001" and a line end, or nothing. GnuPG 2.2.40, OpenSSL 3.0.19, cryptsetup 2.6.1, QEMU 7.2.22,
git-crypt 0.7.0, ansible-core 2.14.18,
PyPI: pyrage 1.4.0, pykeepass 4.2.0, pyjks 20.0.0, jwcrypto 1.6.1, pyarrow 26.0.1.
"""

from __future__ import annotations

import base64
import zlib


def sample(name: str) -> bytes:
    """The bytes of a file."""
    return zlib.decompress(base64.b64decode(_SAMPLES[name]))


_SAMPLES = {
    # gpg --cipher-algo AES -c note.txt (all sym-*: another cipher)
    "sym-AES.gpg": (
        "eNoBZwCY/4wNBAcDAnKpmqeD9Kg2/9JWAc/Hl8MAfhLs6LJHUhyniPN6MBw38ZGtYkUsk0rVUq+WhZ54eSLsnAeTGnEz6eIVoVO/NBbz"
        "2VomzBxfzuFtBY1KwFblOcD5F6boPWij1LuCINGmL6LfzzJ5"
    ),
    # gpg --armor --cipher-algo AES256 -c note.txt
    "sym.asc": (
        "eNplzrkOgjAAgOG9T+FuCJUUwYGhYFMhlCJHgLFW8MDghRTe3mP1H//p07RPLqF+NItpPGMkTTEl36kBcMaQeFvmMfNmdcRY2Xajw0vl"
        "NoswKvQH5tMmFjVlVobMPKvRi/niPk5ewG39sYID2MW8UkFNxqx0i921EOFkPBOei749W77i0T7AW9jJEY3Lw4BkrmSV+PtWDLhj840E"
        "R9naVV+elHIc4NAQQfCzkWj9730DrOw7zQ=="
    ),
    # gpg -r t@example.org -e note.txt
    "pub.gpg": (
        "eNoBvgBB/4ReA5Zpg1F7xZm1EgEHQF665IYgYuVMGMWnFN1VUZW8s56FNsDHg2oKx6rgof4eMHCANdq+Nx8nxEi2j15Ova76F5L51QCB"
        "grhqJYPsBpAphIp+WI7B3+zOTMv3T53LE9JcATCA8zU5yj10sY60M/WXd8qsH6oP0gEqw0TABUbo5u2suX4MFNZQEQzQV9N9aVFBoLpP"
        "oYLC6A6qDo0wodc91uwGLJJ179WopBWMpmaGD14DcxMDG4v/7E37N5TYKF12"
    ),
    # gpg --armor -r t@example.org -e note.txt
    "pub.asc": (
        "eNpl0Lt2gjAAgOE9T+HO8WBBAwwOkYSgAiWmyGUrEbERBBFBffpe1v7jP37T6U8rQtfBJKThxCecI0p+5xSAkzPHVV3jKBmcOo84YgcU"
        "WsezODc7DR8tLj3zYw9NXKp6/94ofpNQEsBQKnZ7tZsR6PdLH+2GlPJ4rptxr+GhEmNqxYkL8Szxtt7Kh2N5u+slai/qRjpbxmK7sDZq"
        "5rLaALNqXHW0pnreiSLrHnOB0Kt+WYbUvwKcBgMt/Rl000/1lBxc7XGr3+5mxd+frWrs/SIDXmcnWc6j5814erC3wkvUhoJuWi7ikjlM"
        "ooWyKB6BlN11ocErUSDlgq6Z8pI5Wi7B0uTEAX8gJMD/kb4B0Hxhyw=="
    ),
    # gpg -r t@example.org -c -e note.txt
    "both.gpg": (
        "eNoB7gAR/4ReA5Zpg1F7xZm1EgEHQDrBKJXI+W4qBGY81gJipf3HcQvKgJuCVFS0qpS9QjwfMGKM3ouGKctNk0G23iyPsqPIKXzThX5l"
        "PlbhPKFQ7OS6Lp+wi5ADa/D5eLz+8UkzXowuBAkDAg/N8TnwyiUO/6+e0sxmDz/twyaeG1AwPLtdJ+02l3w/K2exbBG2N51S+dJcAX/i"
        "qXrWqdD3+MgPQI1L29fI+idzPUUVnCJ5adzt8fhDNO5xsouXV9s8ZEdT5JfyEqnhVBK0eMZ/s/RbnEFsYFO1xRI4bB0xS/+nBJJ5Lne3"
        "EbtPpBHxeLonTtLOaXUo"
    ),
    # gpg -s note.txt
    "signed.gpg": (
        "eNoBqQBW/6MBm8DLzMAhxvThR/R14RRTxjXqSRx5+SWpeiUVJdns2zsc8/IUfFJTdRSCg/0UDAwNdC1NdA0MDAy5OkpZGMQ4GGTFFFm8"
        "LPsfPs/IrYhXeBMBM4iVCaSbgYtTACbSws7IsO5ypibjLknPxzYTy6W9mo5tOXY356jl151dt+vjKxQ3XGVkaPjPJxpxt1HY7l6eQZvK"
        "83PCj7tD27Y6Vyjv3yYTOO8SDwBMRVAl"
    ),
    # gpg --compress-algo bzip2 -z 6 -s note.txt
    "signed-bz2.gpg": (
        "eNoB8AAP/6MDQlpoNjFBWSZTWabYowMAAEL///73Sy5sp2YlKDUqSJZvhsD1WOABAAVHsIMBGosohEJAoACSGIABpoAAAA0AGgAAABoa"
        "aAGelNClNMjQA0A0AAAABtQAMhoDQBoAGifEQSQBFVCeLGk9mVbdk4hAJKqtho3M9Is7qHo+LVxOR3AcRs661yAz7DjTDBi66cFRcMAR"
        "oSLyPqrS5GVBLzrKYbZ8tpBdIYGAXKB/3zhHQMgBtoJjSdj7vM4dCApEx8RRv0bCeVPM5ncSNQWQ5DIqjvPsUtABHjgx8HiAv8K8WO/R"
        "HR/i7kinChIU2xRgYKM5YjU="
    ),
    # gpg --compress-algo zlib -s note.txt
    "signed-zlib.gpg": (
        "eNoBrwBQ/6MCeJybwMvMwCHG9OFH9HXhFFPGNepJHHn5Jal6JRUl2ezbOxzz8hR8UlN1FIKD/RQMDA10LU10DQwMDLk6SlkYxDgYZMUU"
        "Wbws+x8+z8itiFd4EwEziJUJpJuBi1MAJtLCzsiw7nKmJuMuSc/HNhPLpb2ajm05djfnqOXXnV236+MrFDdcZWRo+M8nGnG3UdjuXp5B"
        "m8rzc8KPu0PbtjpXKO/fJhM47xIPAC1ZQY5LplKP"
    ),
    # gpg --compress-algo zip --armor -s note.txt
    "signed-zip.asc": (
        "eNplkLuSgjAAAPt8hT3DCCoaCwswEAwEIlxOtBNQATFyKobJ19+jvS2329X1HxwXb6IRw2xE3TS1sfsrdQDuEueSvqlc+3gZe/7SzyrP"
        "Yzg6dcT3hUWO7ZwkvJ2cVB4PSsEqgbyNTG8ToHGypQDZphFy00BbSVF4naftdT+gy/5AOd/l8qkNUFOwftVeOXOlq2rCSUd6pzapTV7h"
        "GqhnLRciuJGe9mkx9qOKhV0+OTY3wyqbs/iKs0x8TqZzjT48VBaHXXLXKBRY4Ckvmx5kneXc4EMVMGC9wfJX02VBPD6Tis4Ww4bZ9moF"
        "VpdEfIC/aDdC/0d8A4QEWYQ="
    ),
    # gpg -z 0 -s note.txt
    "signed-none.gpg": (
        "eNqbwMvMwCHG9OFH9HXhFFPGNepJHHn5Jal6JRUl2ezbOxzz8hR8UlN1FIKD/RQMDA10LU10DQwMDLk6SlkYxDgYZMUUWbws+x8+z8it"
        "iFd4EwEziJUJpJuBi1MAJtLCzsiw7nKmJuMuSc/HNhPLpb2ajm05djfnqOXXnV236+MrFDdcZWRo+M8nGnG3UdjuXp5Bm8rzc8KPu0Pb"
        "tjpXKO/fJhM47xIPAC1ZQY4="
    ),
    # gpg --store note.txt
    "store.gpg": ("eNoBLQDS/6MBW6OexJGXX5KqV1JRks2+vcMxL0/BJzVVRyE42E/BwNBA19JE18DAwJALAAGAFnc="),
    # gpg --clear-sign note.txt
    "clear.asc": (
        "eNptj0FPgzAYhu/9Fb3PxhY3BJMdPqArbK7SdujwxjKkRAG3ucH89Wo0XvQ9Pm/yJA8hnwu4SCRORYpNIiSP8JIbA4J/fQTFxcHeYBOD"
        "M3ERgrbFt2V5gY2RmDJK/DGhlDJE/ppglekfCarjjIPOEwjoQ6L04i6/tBPHvpUzr7qeVaGX2g0b5LNUWVj05VUNsAg1/HIkVZmAil6H"
        "kb97b8b7YKM7JocTzIOnlL0cy5VPWd6d1ue9d6/c5lhxaAbVrh/9qnLDGgW8Lzo774uljRrt1I6UW5ryfCe2vu37KZqORHz47uAy+q/i"
        "A1u3VVs="
    ),
    # gpg --detach-sign note.txt
    "detached.sig": (
        "eNrrKGVhEONgkBVTZPGy7H/4PCO3Il7hTQTThx/R14VTTFmZstm3dzBwcQrARFrYGRnWXc7UZNwl6fnYZmK5tFfTsS3H7uYctfy6s+t2"
        "fXyF4oarjAwN//lEI+42CtvdyzNoU3l+Tvhxd2jbVucK5f3bZALnXeIBAHt3MP8="
    ),
    # gpg --armor --export t@example.org
    "key.asc": (
        "eNp9ksuuokAURed8hXNiEHl5B3dQBVW8X4WlFjPlUSjaqKiIX9/em0530kn3Sc7oZCdnrezp9D0Q2W40SexkklAYuObER2wCg9j0v65T"
        "QThZIdoOldIQ5vkDgxA4WzIsIEhLoF7gYMv0BmbUq+b7a6IaQEY6Ec9ihh4qV46RKgRjH8bjOMOYHAsl5YlDQL5pmt0G9nmmPYpTIe49"
        "gNCTucDiazclfsykRps3twovuGBgbi6SZic/ozZKqfn9TeruwEADM+UO4Gxl8tY1Bxdh7logdav3bjgAvkmAKfwO08MZpFYJ5UX5mscS"
        "ZfjwUO/L5KwkpZZk0qyuHq29ejLvZCkvrRgsKY/EViC4lIq1/4qV9b3Xar/TxfZDrXPaUaaydOxuDnGGTI0BuUKjwoh3V8gRAnm5AimF"
        "wpcsY6awosrdpIPt0D7H0NjuZWg9dCaTugikw310LjjtmpG9Ebizdziy4duJCdbC31L+5cT6xfwHub+A5CMWGkM8muetN/7QPZjD63OJ"
        "x1tRO67eFefrPUvoRSempb64JVGFePKyDzZKjpn9kWdGJQo5M7TM6Jb5Sw1xiMKhV7PVoH4Kn3W5xcJ3W1Bk/adKPwGpbMAo"
    ),
    # openssl cms -encrypt -aes128 -in note.txt -outform DER c.pem (all cms-*.der: another cipher)
    "cms-aes128.der": (
        "eNoBrAFT/jCCAagGCSqGSIb3DQEHA6CCAZkwggGVAgEAMYIBQDCCATwCAQAwJDAMMQowCAYDVQQDDAF0AhRF5fPhSUT8dYHUsmIjx8rW"
        "1e743TANBgkqhkiG9w0BAQEFAASCAQBXcQT21DxRMt8RxSYhr4z1fnW5GtdKLZTfzQd+FvPQdYKytBal01zQ3rFYBJshPrTBof6g+qfr"
        "3c9gQ7+Cz6RsqvjLwC2hl6eRicqwTGBDO8BhlcG58Hu6i/dq5Ql7Uozqqe9liDVassSkY7E9WGo7a2Hx2BfH92gXNRD0S3DnQSlMKeU+"
        "N6pbfqDlt1pZ2i70zB35pxMfwEQHnpNSualorE7QF3S0tnBMnW+1G7SlVlB72YXaEPesSQpDhGi0gcWz/NQdr33e5rS+/4rA/7Sh4Fw1"
        "J6ikuK8nTu+n9pnkjCxrHEGV0BU5R5DvTM2ecO4EOpfKmsbSTnpcoSE0fQueMEwGCSqGSIb3DQEHATAdBglghkgBZQMEAQIEEGqYRe0/"
        "QgHwTpSDZB4o6eaAIHfWKzAGJAazUb40pbcq14cgCisv5Lo3UJv7l5R4JCdPfjC/Pg=="
    ),
    # openssl cms -encrypt -aes256 -in note.txt -outform PEM c.pem
    "cms.pem": (
        "eNpVksuyokAQRPd8xewJA66CwGIW3Q2NIDQ0yEN2CspTHl4F5OuHO5uJqd2pzKiIiszNZh2o6Qb5hWz/BzaMbRhwAGfz2CVGMaYE0FTt"
        "1t3jhBBIAgQomPMcgx+fCwwIVFDbYJpRtUJOQgYC2wYxRViLG5nFpufOX3nmf86le/i8rqE0VpkNeB35g+4b151KNQhoAOB6EBxgyUQY"
        "iwbyjnr9ylDxlK2iu+FYT6yvodJi/7LEphCIEduymDyH/ihJKC9u1mTnguoGrwcTpdpYlff2ueWEwaJt7YqemRVZNuSod7KwIxdJHg97"
        "tDvefM7ZtVzwXIToCsBJuadqwxge5Iew50KH7R/vZPqI/qXCnpLMY9J6SxTVVKg5S5X3uGQVWBEzmdWPqHGxdVVG9sak0xY3/fjQkiHD"
        "Mm2/+gajmah0MIpwhq9Org5GpKa+HL5m7Nj4UJYEl+7W6ZQm5AjTaCoXOGCVpJ228Iu9bWnRq2Fz3kvCvtvVbas8o2x0wm1+smbCDuf3"
        "nleeQRu7iNVqxluupUuakuev5vqD42vpdPo/VmjDNYUI6T7ADZgoPOaUEuny0r4FhTEdsVMfW+E+W+DdgfxtLb1Ivt9vLul1oj+A0GTB"
        "LvvmeSQ6riD3aLZq3j5zZPrN/K2SRtR/tfoDS6TCrw=="
    ),
    # openssl cms -encrypt -aes256 -in note.txt -from a@example.org -to b@example.org -subject s c.pem
    "cms.eml": (
        "eNp1kUtzokAUhff8Citby4gPAppK1TQob1QEUdw10AEEutsGEfLrh2QxVVnM8p77nVP31vHJehT9QR2saIleCUs5lZFqPYK/NO8R3VDc"
        "rEc15xjOdhIgVucEr0ezV55TCG4QbiabvKakzpufBWwaGGfVoL+PPvMSYVihj5e6yiv0SsXq5Z/L7ykacErLPIbf3ikt4lqcfJPvox/D"
        "pBmYD4RbVBKKkkkCG/g++n8ig7j+RGyyxTFJcpwOH8IavS254XhDvoPQtMjVyNp4B9x4Qwat8hUFXE8KcEGXpir45g7AkMEGFA54dspt"
        "GNJdwMnAccDFVdTtpZTGqnk8dLM08fowP+h9EwVie0scwGuKd9c8I1ps3K0M3BOQh0CgwoDrhM1OwbtDnxUH2CVjX+f7ahU/MA0g+apz"
        "BLCLkdL6JyNpHPXB6HmeTFNTmx4VHZdDFQnhzU8IPc+bSo/gjOf0gm5WK2URu9pJ7i5LcmZxgek9TENeq1sKlGL/dKOndnT7nmtIVUuf"
        "OxA/ZzpmR5BlAjXDEL6N521+XdDarPpgk0dWt+t8nC9KiNyZ6Qv1lx2LdoY5r2fKlYTIkC2yOtLA929J4ZpA6pBUpXYmpPb2eEj5du+5"
        "Jlza+mLuLW5G0IqptupFhbPrKsu2j4uwd5C7j8Wlrq32Ft08GdPlWSTM23G3MLyr0V/yht+K+RlYJ1isVhqZ+VopcSwh06gU9ROvi3PM"
        "mCWET/93rbIjDy2cFc0DagmermylrhukM/skLo6cer8zIgvV8nJ9CASkNIwdUWn6M9sRe5s0M6nsBGeZ3cf3Y3Geh/ebE9Ez2Lx54QfH"
        "/QXzOBKK"
    ),
    # openssl smime -encrypt -aes128 -in note.txt -outform PEM c.pem
    "p7.pem": (
        "eNpVksmSokAYhO88xdyJDjcUOczhryrAUsFiB28i3cW+qM329GPPaSZvmZGRly8/Pt5Cqk7NX+yEHfnHfggGpaiD6HhqrjTt7yZYd9K8"
        "s8rFGK4eBgtGzjX46TGgCAgUBgwjzt+Gm76AwDAgtLCmhuVe1I42G1c8caYoY4fpFftynycGLHXsdLpD4w2xVASWB+g9CPj4JajqJk2y"
        "lpSNcrvXucWC+v4aFmr2vIygh32HTs4j7i6mHilSNMo6Y0FTpLdFOsxJbJTCQ44icRoLslc3YSE+9nExw+rma4GD29fsUrUqRJ3z5SXX"
        "6CS/jGaT3L+X/tc5L0JbcYTGDxODZ+bF893VssZuv5Xk53nnjSC3wRNXtuc73XbuVbtYoKnbASOsPmaPKtS+10QW1stVpqKWibRO7Umc"
        "DM9jO3duU5d5NWybpkG3k1/ZYsU+c55k4c48TP16P8zdjEwtFch4GstuPT415SoF6+IBJ2pouXyeWd6G8xfmw8ESzXA3U6hosy3TIMbi"
        "ctUFfnE9SEiIAZ2DfM8Veqs9M/L7Fwzu/1iRgd4UAqw7oJUwWAi4ZZVea8Wvggsp7TJf1OvcIeZKAi4l5Dyln7mhVAv7YKkLECUSJWvz"
        "MwUSRlsXBRtlzGwn2/8W/l5JNcm/x/oDml/F5Q=="
    ),
    # openssl cms -sign -nodetach -in note.txt -signer c.pem -inkey k.pem -outform DER
    "signed.p7m": (
        "eNozaGLtZOPUavNo+87LyM60oIm1yqCJtYyJkdGQ14CbjTOhzYMxlZmFidFAE6GMcYEMi5RjXp6CT2qqjkJwsJ+CgaGBrqWJroGBgSEv"
        "14Impr8GTUw/DZoYHy5gZmJkYhJxffr5oafLn9LGK5uSlI+funb13Y+7BrxwExm5WRkMeAy5DDjYmENZmHkYSwzkxHmNzAwNjcwMTIzN"
        "jSyjxHmNQVxjKBdNdROjErJxjKwMzE2M/AxAcS6mJkZGhrfah2VTilp+RuREh/ZNfy6/XKQ4V85nx/wLKnYhB9lStap2+LGpVc0JYpfs"
        "3tDTqdqQkbVfNmb9yUiTyAUfAy6qLdhz7OS1ldv3u+06dPaul0a23wzZfXUMVnXrnAU9tcW0CgovtHwreSkyeddHYYP5hp/WfZ8fue6X"
        "ql0p57wgiw2+J/0NtommiPQvPawmtfrWoybn59IlHGGcK4+taPMUa7GdnF3zzYjjbNev9Z1szDtsHC7uWXDvhlBWaviXEu5lj8+7rdH4"
        "et90ad/OKL4XJ7z3escsbsiaIXugUk1IN7fqSJfFTb2SHNnWm123l0h0M6ZLR2fr34vqC5qYEjHhplHHApHaxXKJa/YyMTMyMC4ONgg0"
        "kAWGmSwfixiLSKXWry1y8ozS8fNZXuw7VLOGZ+FpXwN5kLQyi4SBWAN2BfwgBcKMjP9ZWA2YgRRaLDKDQttc+bq92twXkv/NC8RWuyrP"
        "2rW7ZEVJQ/rM5/tvuMeLZTLIrNJuMs5N+S9o3vbs0RetdRIaN+oeea7ZaXHG00tg7kquY548j8NmVFy8vTP/0Ld7rKe8zhyZdPbzaqfZ"
        "O9yXu02Jnx/MPjtDWG5vaD7TWy0Z/cTN7Mtuz4kof5x8S/bB4/oVjI1C8ZwL1jyr9Pj7IOHfzZ9elS1G96ZlTpnvOIvvcuH9L7zz7rEs"
        "96zy4koNP/c3tLXh6jWuMxcZAk9P37n4Du+fB8tkvukuvfbMwj+97oil/D//LdpxL3N0/Lj0RcUvbeU0afySF+fK6dw65XkE+2/NfC2j"
        "NMZNJmHTGExbPqW+/e896ycD7z/DJiYTYAYwAOYiAxXUlIojKyDntAWNTwwk4IHKyWzIjZTzDGQQMqyG/GiZxEAfIctiqMSiwPGxmGv+"
        "ks8rOgLW/Fyplxvt8ts6cEnI/v6M2auSulwCuw0qERr4DXMMspBcwqiFzBFD5jAZcLFxQPQxsxvwwdlMTEwMDcAUgeAzOhiws7Fq8zEz"
        "saOKa6DlV5YmRgZ5y/WrkhtWndOIKrnYUlW0IfC66iufLZ3qua4/zSwnR980WGmf7Ck3s4jtUBnjuWN1B6w3RntNX+0Z8OcHb8d7iZh+"
        "u8/5Fatrpn68ZucgHb9Wp3KV3aOtzRVaJ7Zk3JWdMl27s2fDB8vAkPXm8v5S9zKWu274MXHek8kTN/YYvez/M1f5Wfve2OgXqkuUT5xa"
        "dyjx3eG1QZJHGDJ9Z2tkRd+YfnV+/o/3imVREYa75qz6ZzJrubtRgGhC1LM1F4KmBDWYJF1mmK9ZMOH4steJ3JvO/868te/j2ef5l3+v"
        "Zq23FHdcLCA5SfpObZBKx/6dH3av4VhmVsfudFZA7P4Rt5iNbjp31lXeCDIQMq4EAPxfGrs="
    ),
    # the same with -stream
    "signed-stream.p7m": (
        "eNozaGDj1GrzaPvOy8jOtKDBoIGJkdGQ14CbjTOhzYMxlZmFidEASQnjggaVBhYpx7w8BZ/UVB2F4GA/BQNDA11LE10DAwNDXi4GMFjQ"
        "xPTXoInpp0ET48MFzEyMTEwirk8/P/R0+VPaeGVTkvLxU9euvvtx14AXbjIjNyuDAY8hlwEHG3MoCzMPY4mBnDivkZmhoZGZgYmxuZFl"
        "lDivMYhrDOWiqW5iVEI2jpGVgbmJkZ8BKM7F1MTIyPBW+7BsSlHLz4ic6NC+6c/ll4sU58r57Jh/QcUu5CBbqlbVDj82tao5QeyS3Rt6"
        "OlUbMrL2y8asPxlpErngY8BFtQV7jp28tnL7frddh87e9dLI9pshu6+OwapunbOgp7aYVkHhhZZvJS9FJu/6KGww3/DTuu/zI9f9UrUr"
        "5ZwXZLHB96S/wTbRFJH+pYfVpFbfetTk/Fy6hCOMc+WxFW2eYi22k7NrvhlxnO36tb6TjXmHjcPFPQvu3RDKSg3/UsK97PF5tzUaX++b"
        "Lu3bGcX34oT3Xu+YxQ1ZM2QPVKoJ6eZWHemyuKlXkiPberPr9hKJbsZ06ehs/XtRfUETUyIm3DTqWCBSu1gucc1eJmZGBsbFwQaBBrLA"
        "MJPlYxFjEanU+rVFTp5ROn4+y4t9h2rW8Cw87WsgD5JWZpEwEGvAroAfpECYkfE/C6sBM5BCi0VmUGibK1+3V5v7QvK/eYHYalflWbt2"
        "l6woaUif+Xz/Dfd4sUwGmVXaTca5Kf8FzduePfqitU5C40bdI881Oy3OeHoJzF3JdcyT53HYjIqLt3fmH/p2j/WU15kjk85+Xu00e4f7"
        "crcp8fOD2WdnCMvtDc1neqslo5+4mX3Z7TkR5Y+Tb8k+eFy/grFRKJ5zwZpnlR5/HyT8u/nTq7LF6N60zCnzHWfxXS68/4V33j2W5Z5V"
        "Xlyp4ef+hrY2XL3GdeYiQ+Dp6TsX3+H982CZzDfdpdeeWfin1x2xlP/nv0U77mWOjh+Xvqj4pa2cJo1f8uJcOZ1bpzyPYP+tma9llMa4"
        "ySRsGoNpy6fUt/+9Z/1k4P1n2MRkAswABsDcZKCCmlJxZAXkHLeg8YmBBDxQOZkNuZFyoIEMQobVkB8tkxjoI2RZDJVYFDg+FnPNX/J5"
        "RUfAmp8r9XKjXX5bBy4J2d+fMXtVUpdLYLdBJUIDv2GOQRaSSxi1kDliyBwmAy42Dog+ZnYDPjibiYmJoQGYIhB8RgcDdjZWbT5mJnZU"
        "cQ20/MrSxMggb7l+VXLDqnMaUSUXW6qKNgReV33ls6VTPdf1p5nl5OibBivtkz3lZhaxHSpjPHes7oD1xmiv6as9A/784O14LxHTb/c5"
        "v2J1zdSP1+wcpOPX6lSusnu0tblC68SWjLuyU6Zrd/Zs+GAZGLLeXN5f6l7GctcNPybOezJ54sYeo5f9f+YqP2vfGxv9QnWJ8olT6w4l"
        "vju8NkjyCEOm72yNrOgb06/Oz//xXrEsKsJw15xV/0xmLXc3ChBNiHq25kLQlKAGk6TLDPM1CyYcX/Y6kXvT+d+Zt/Z9PPs8//Lv1az1"
        "luKOiwUkJ0nfqQ1S6di/88PuNRzLzOrYnc4KiN0/4haz0U3nzrrKG0EGQsaVkOITANY7Gow="
    ),
    # openssl cms -sign -nodetach -in note.txt -signer c.pem -inkey k.pem -from a@example.org -to b@example.org -subject s
    "signed.eml": (
        "eNp9VMmSm8oW3PMVHXdLtEFoANnhiFfFDAIJMbNjEvMMQvD1j/azHe57474dlSezKuscKo3m61vwn/jlV20Zf2n6BOH6pvr65n/C9CnI"
        "43D8+jYgiqiw71bcD1lTf33bfcERuqnHuB7fmWxomyEbfxT8cfTDtNrwb2+PrIxrv4q//zVUWRV/acnqr98qY2njjd62ZRb6H1qsLcKB"
        "fP9gfnv7IXgfN873IUvqOHqP/NH/9vbv2/V+PTzi/p2twybK6mS7nj/EpwOyORe5THMlufHE9BmqQAvpZsPinKah49JAY1+MAS4wKZO0"
        "SKCnKSxI2Fn+qUF+imADZ5YvuCnIoOLZ5iByqmFkYFYMMF4NbVSY7VvD5W1zGjNoGjyLOUmEFGmAsp0i0hzrlBTKSffba5dE+uJmN2EZ"
        "A4t85pECcJ7WO14Xgz2jsZCeTaCA+UXnQERgoloQKApwtFlIQ1XJ3ZdiiITCaKu6ikf7A1t/YOtvLN8EWjPTwGUQS9MYBnD41gso5kCF"
        "SdGlRcafZxxu9+cAuG4OKfBRpxP5oyeA1J+MYN+X9Fa6SMCNVt4+auEUmiGBx8Yle+C0hloKy3t6e5rYAy/VXWgmoZeRtJLpNvD5DhOs"
        "5blYBY7YPvMyVbZqLiu/RH47kmd+Gi7q3mwaHz+5QnBEAdOifaHcdX2w5Rq+cNEgomthFmT/QtiVfigPeTofz17/bMpbbUp1KR4Gdi8Z"
        "K01wtmbmJ4eR0q4nJnnzFgYRSG3ar/lO9CSEa7RzQYzUORfF1e1P/aHgAZlQmspTjUq67PbbW9gdp09BvuL+IN+ch+rb18lqriclvSBP"
        "cwybA+wquAex7uoXe3d6ic2B0I94AAmOcPughdkF2GFgE8NzX3ZXs+UKW2I8pcm2JyYQuVDxw1MTGaAB2OyU2TRA9DFeQTuwXKKZsd6f"
        "Rnh4gPv4qGejeQ4S1YMlXXB8RoTZZaw7nkOYzFwD/i+Z+R/XAJqAQWDOYGYhgq1/n/3wc/YsUJebc1v86ARrTN0Du8PNvOo7MpJTPOFj"
        "70hiLnLfUbavgbDLJlohdgX2Yvfp9iLOdDfxdO4+JknqL8VhZUuZlYiWHjyJuap2JeR3giyfyPwMYhi28qro+vq49lo7He6niC859GHO"
        "ceBDJX5a1hNMeCfQ53SY44o4vtwIVXMi3SfIYY82wGV1Z66S/uod9ds+cW+kh5rtMWUucVlVZo3zPjOqrz2mqfV4YFu8POnJNl6KPCOW"
        "a4Nd5MqrygIznJzJv4XMY03adCUuvmMf8/Tm7Un2esdQg9R6ZyqHC3uQLy/TwXtTQlRRwIPyyNHmlSuvkQuxoQ2WZvESflE53waMzVKV"
        "M2L45KMaULGcp0GubVkgzluwQEShtZlhWFkBCQ92JgvmGUZANO+xsx7MksUEG+4uUiZSD3k3OhOq4jM9u5IreiKwTQaBQISNKBQKTP4M"
        "DQms7OXP8W6BNQvgz+grOEWjHIT5CA+DXdQc4MoaLlermS/zJyKr6CIrgvwVzt2jvV2bjKMH1C+mwBpZBF3He8vpWE5kQVfJ8p3jL4pQ"
        "fHLDrNyg8M0n6xCwnQIGHqFtmtcBV4JZg1z+t/TVxJlOXPG3mzmcmU9rkUZAQoMfoUn/OnEL2YTbsJCH+nDdSMI/62zzK2iRX0kLNBPA"
        "LfcApI79qc0Tub/KXIvj7v0U9vC+W5zOuOiSROw41HCPxe7pKXKBIS5exJUj8nPtwnXw0JmZXjbeOR1eatgtUbMr5ToihVLE+dDtF4uK"
        "XFSD46PXX8cuJzNkdNWDPGS4r+JRKYV95i4zxZR3S6b2Ak75+yqr7wFzKDyyKI78K2cubY4tkYj6wtPaBciJtguRyuV+kFJyuI5mWrOA"
        "L9VqSTv7nDk77/xEr1Qala2rBF3YPQ941UWCUgLL5foK6VWol5wMVP5iAIlqQ4kR2mlMafJyQ4nafz4F9UhgBnoauMdaOJqvaLy3NU7Y"
        "6ZKYYcj0oMkeZJVaHwRtwDVuxNh7ubzu2Rr2de2aOdCVffEdQf4LXbXDxQ=="
    ),
    # openssl cms -sign -in note.txt -signer c.pem -inkey k.pem -outform DER
    "detached.p7s": (
        "eNozaGLNZuPUavNo+87LyM60oIk1xqCJNYKJkdGQ14CbjTOhzYMxlZmFiRHEgSljXNDE9NegiemnQRPjwwXMTIxMTCKuTz8/9HT5U9p4"
        "ZVOS8vFT166++3HXgBeuh5GblcGAx5DLgIONOZSFmYexxEBOnNfIzNDQyMzAxNjcyDJKnNcYxDWGctFUNzEqIRvHyMrA3MTIzwAU52Jq"
        "YmRkeKt9WDalqOVnRE50aN/05/LLRYpz5Xx2zL+gYhdykC1Vq2qHH5ta1ZwgdsnuDT2dqg0ZWftlY9afjDSJXPAx4KLagj3HTl5buX2/"
        "265DZ+96aWT7zZDdV8dgVbfOWdBTW0yroPBCy7eSlyKTd30UNphv+Gnd9/mR636p2pVyzguy2OB70t9gm2iKSP/Sw2pSq289anJ+Ll3C"
        "Eca58tiKNk+xFtvJ2TXfjDjOdv1a38nGvMPG4eKeBfduCGWlhn8p4V72+LzbGo2v902X9u2M4ntxwnuvd8zihqwZsgcq1YR0c6uOdFnc"
        "1CvJkW292XV7iUQ3Y7p0dLb+vai+oIkpERNuGnUsEKldLJe4Zi8TMyMD4+Jgg0ADWWCYyfKxiLGIVGr92iInzygdP5/lxb5DNWt4Fp72"
        "NZAHSSuzSBiINWBXwA9SIMzI+J+F1YAZSKHFIjMotM2Vr9urzX0h+d+8QGy1q/KsXbtLVpQ0pM98vv+Ge7xYJoPMKu0m49yU/4Lmbc8e"
        "fdFaJ6Fxo+6R55qdFmc8vQTmruQ65snzOGxGxcXbO/MPfbvHesrrzJFJZz+vdpq9w32525T4+cHsszOE5faG5jO91ZLRT9zMvuz2nIjy"
        "x8m3ZB88rl/B2CgUz7lgzbNKj78PEv7d/OlV2WJ0b1rmlPmOs/guF97/wjvvHstyzyovrtTwc39DWxuuXuM6c5Eh8PT0nYvv8P55sEzm"
        "m+7Sa88s/NPrjljK//Pfoh33MkfHj0tfVPzSVk6Txi95ca6czq1Tnkew/9bM1zJKY9xkEjaNwbTlU+rb/96zfjLw/jNsYjIBZgADYD4x"
        "UEFNqTiyAnJeWtD4xEACHqiczIbIectABiHDasiPlkkM9BGyLIZKLAocH4u55i/5vKIjYM3PlXq50S6/rQOXhOzvz5i9KqnLJbDboBKh"
        "gd8wxyALySWMWsgcMWQOkwEXGwdEHzO7AR+czcTExNAATBEIPqODATsbqzYfMxM7qrgGWn5laWJkkLdcvyq5YdU5jaiSiy1VRRsCr6u+"
        "8tnSqZ7r+tPMcnL0TYOV9smecjOL2A6VMZ47VnfAemO01/TVngF/fvB2vJeI6bf7nF+xumbqx2t2DtLxa3UqV9k92tpcoXViS8Zd2SnT"
        "tTt7NnywDAxZby7vL3UvY7nrhh8T5z2ZPHFjj9HL/j9zlZ+1742NfqG6RPnEqXWHEt8dXhskeYQh03e2Rlb0jelX5+f/eK9YFhVhuGvO"
        "qn8ms5a7GwWIJkQ9W3MhaEpQg0nSZYb5mgUTji97nci96fzvzFv7Pp59nn/592rWektxx8UCkpOk79QGqXTs3/lh9xqOZWZ17E5nBcTu"
        "H3GL2eimc2dd5Y0gAyHjSgBvzBOG"
    ),
    # openssl cms -data_create -in note.txt -outform DER
    "data.der": ("eNoz0GTj1GrzaPvOy8jOuECGRcoxL0/BJzVVRyE42E/BwNBA19JE18DAwJCXCwDjTQmx"),
    # openssl pkcs12 -export -inkey k.pem -in c.pem -passout pass:x
    "p12-aes.p12": (
        "eNqFlGk4FIoexmcYs9gVCmUQOaYwOmYYS40lZCmOPdQ0xpZ9KVvChMnSlLFkb6w1Y6fGvhwhxLEV5SDbGUfZyd7MdZ97n3Pu/XQ+/J//"
        "877v8358f0gibJADyIkkwmLBMEScUdwuHxACpBJh90FEWMCx7YMkcs79HYGpRM7RY+u4BDh+Pf9TQtr+Jbj4kMZIhb8lL/IMCHpm2HnH"
        "iqk3y8EBBSB5wdD/hBwwLgDyLBiGizMCunCCgAiQYOuG8LbMAiB588rOAOat20wUkRM3brcu4dXYj7B8iZtitszUvhCLPx0j/mBF7nm7"
        "G8p4Ju/1b78ZdziimRR5UJO2xo5O9Iqh9M7Ki1Lii27zOLrP4nm1lslynGdKUQp9V3R1fknRXadakDmZHDfTMNDDBU+Ov8+090qp/a7r"
        "17hxMlds6/vAhJJf+1ih21Mvwsm7F2x9siFOI+yvDhnb6FZ0RXbiWJqvg+CTqKBf2wtWJIpTsIuX+ZBCEQ2/BWygIIbYyEh/cHLwldiM"
        "FuUPqx8ufjR7Vm+fyWRIlFuHHaybxM4L7Nj3hasH2NviWhGidUItEyHUKPWq6a8CnUdT1+5J2r+DPRItJEzwBSFcitDDLkt0RxQ9GHp4"
        "Dv5wzn8mUrahSatEJp5RksVxKKVZptDyx8AZj+5baYsPqwlShs5kmDOLafuR3TplzbI8dyNuI8nVPCgYLcVzoT79a8q0nVv+HjLzQr4h"
        "M8qzj13IVeMm5kNqXewsf7ny6ArfWR0VD7XlKRf1getGzBokZ6XI43d6rh0MOeEx7fV5EwA2ypKbgWWMTVjFNjQPz7gswK9xdypcUJaI"
        "5GhH0Eb30S/rCPtg8TObuVVRR43bRO/1R4+rWldxrjjroNIL4WKm/o8iDY4oz/nbAVzG4ZtmEhV8r0pPFD5NW7JKxJW3zdvvYwPfW43d"
        "wasB98Y7n2A7SLh+odQOEZXwaR2DRH1KmR3Dlu7TsA6NKGDp3NS6dTgu5E1Mt09wDpl90J3YCKRV9quJsRcKVvdi58PreIM8Yz6lyU9d"
        "+/DmLOCBNWVUT5tkeNdI+v4dxOpTxPKj4T8LfBfA3fm0QEVOh6+nJTMXOTCNbblq2glc6X0kQNT2vUtFnoFLS4MzOpfmevXG80jpGP5c"
        "G4bkkrCuAY76EHjNr3kYrppD4jfnHYcHy1bu0luJA4sD4lGeiPEHIibLOS97M7b20pDqiWD4eXWhhBNhRHYXzDrFgfKQyZuVRmV54YSV"
        "Q2NHMsWnFU3zEKmL4NTSXs0D9sA7BZZmafmNuLcPr4y9aXPEOI37PlvyX2Hv7L20jKlYjzA1wI68EbtTQ2G6gSn6U1Rns8ZL2WZqqV0W"
        "DK9frnr2XC/jhQQ3qIZkaZnsCA1BEozkvd3WSodmvY6cUq9HfkI+vwpBR5adyuwFBYshyjsfIIlcMf8HAK57ICKX/7HtfXweYJ7/Rrzc"
        "QI7jUOXYVPynwZ8w9u0+sPLy+8fBG3xyj7NtVcPUt7GToktvZYGIoKFtf/CWbYLxTWbcz/nTNDz1sZ/fyS+m6xZSJhqNh6h3HNYo1jFO"
        "3iGfT1q5kqk11uJ8PeLjJh3ZZuBL6qXWHdKn0cuqg6vtZG18VfCf95omshLCfj7y4suJMJuWGDSv2dTPyp779W6BT+bQ0OxO0Ypty6J5"
        "LBCTdom2FAJ3+VQ+MSlcyfsZXl3mn3P/miOING6Xwq59Rvac4xgIXFvQj6YoTAUp6f3KbIOxhmhms1/z9LyGbDtxUzaEuvliJ3o7lY+N"
        "UY6pQiN7T4VyVnNBbu9uVPMuV6RxiPcKSUvSc+AuXZSx0Gr2bbF80dwfV159g3owvfBrPI5etPfPQh7314lHLZubZBigHVgo0lrSmtjE"
        "5g3XJl8I6eyuH+RED/bHOYnZ6PbiwF/wu66Xt4R7HL9ArHhTRAQxHNNHck2IvOKqiGS0q+5beV89ZCm9fogyU0KWNstSTacOj30sGRd/"
        "KqGrNDKA+fO5RdtkOJl72Gqi7tVoxnZgg79TtPqrmIzpDfUUXx8bAjbUxqG465yQ0rNPhAgd+YlMBr+iAdZ73kiYtjrX/AXksiCgd1kV"
        "3OF8jfezXDV5Ct+Px4nPyYiN6KsI/CEOqqNlmbh8WWs5yNycNboz3h1XKF9dM7pnNtAf2YiAa3i8lylRfl0C2hibCBRtwkfJlHR2fcMn"
        "hqsY8suES6mAtxjfgwaiSagRcp+FfLMDfJC8m2QvgcyJCMfbr9UpS5tFoOFdTACinfz6LeFzjHZJ/Nz9YRuMGhRzMb85YvRNGWS3EuZD"
        "IZilL4ga3bryge3vC0Fd5tf+/FN6Pv68mJ+jrmA+GdX0k2NNsnG27GFueuDJi1T3sM3867X31GwIO9XCZxU0Tq1dog/96CuGMtb7EJct"
        "Uets2wCj/XhJgKC+KipaVc5Xx+UI0OJkDexpI1p3iNF+L5UQPVcxe8oBZrgQ8JEnhxv/oeymbEExfEnDpMUiV8OK1ZzUIe9LHkXPhcsF"
        "Bvbzr4dLTL/3TnyzNXQg/HwJF3QYO1KPSKdKnorNOIBKjI5yaY7FlYkWLjjQ1hKNWdME5V4PQHQFdw3pXkN+gJaHXjGgm5tw2eW1tzsT"
        "aROxLmV2aJNnYZBOYk22GoWpm4f8SFJM9vA+e7GWifoQMlqUjZUdF5zSbgnDP4GI12LW5RBjntBBWv9Y4mCwQD9HPB7zaa/s9VXITQqf"
        "/o5De1taxajCXhdnQbHb6apWwqkX6EJDPaymXuj59RV+iONViy8ynztCmXPvTHF5RqTNn7t2F/WeHublmIgBsPsmCIKTexVeUt8tUNEN"
        "i4a35UtXfbfUCXWHFtcySLSRu08EaXbNoWQyhjuBrbu9BHoiUHl6U+sgvebbPgVGPjKfiT0LZFkgvI3eb9NNVwS1Incs2SWpvTyEUvfs"
        "F9iCzLDvd2x086m2t4W2bx2GLg83iUg0nqlPicnd2pN5ojem1TuupOlBFjioeewr6BmBqgIIo3J5moqoosD8frLw1vus0NwfITc2q1zo"
        "T/23XEU26MKKcw+yv4hYi3DO0bdOQ+sqcVe1t1hOw1UMza6T+1JKSda5oD07SkYPK5VA+hHEk4ey23TjObgdKfXQ5yi92/RAFrh7X1aD"
        "b7l2lr4Y/ybZPO66TZNTZaiKHPLcX3yEiaiIgoQr/EAROasnmJLZ31ZhWNzvMRdLu5E6SBUk31905AByAUBSDApoP7weZLq8ZVFYSg8w"
        "6Tdzjq8ZfQG9Y3C3TyWh1RQEnfxjQqborZLQv1H7LxS5m9E="
    ),
    # the same with -legacy
    "p12-legacy.p12": (
        "eNpVlHk8E4wfx5nR5pgcrZr7WjXXtuQqZhJzUxO55niQK4SIx7Ac5QxPchbNlSNXWEJsbtKzyjW5lWtM6XBMfvV6/a7nj+/r+/q+P6/v"
        "n+8PkgTWAnByIUmgQx4wIgGX8EOA8whnEQm0BSSBmL/wCpLE9fh/EU8Riev+L5QC4OT4teL/7wkpzsP774OfkwcJAYK4TH3dRL441QIA"
        "II4YEpfdC6l4sZwM8DPaKemPleKra9EzsfLC8nw4IrvIBtbq82EbSNe2TJx1kuVYj/GdwCZqedpJKLFqM0YZIff8a9enW25ba1Vc42KT"
        "FYqhIayPX4RxaDXjtbPdjpUYESzk9lXpp7xioq3UHQmSTSJCo/3dEPc9Z4ODw2yhH1/ZzCHyXZk5zt6uvze6yxYJ3Mts2csxQ9DxfIlq"
        "pvzg8yZuw+7h23IgGz25Mz0Y6aDKvpwz7U5KFVcv1KDdmA5A4XjbvjP1kMuVqrKF9dr8tX1+3+yWdk6KSEcg4BEFEFcpamrFWHOKRrxz"
        "+ETZXcN6q8kClL3/IRZ2t8c9Zu847+dorJ/GriDXymSlagN9Ol3XvWtsLLTAiPkVonPh1eE6kRAbvemqWXGRmBIctQjA0kkr6Xu6G7ri"
        "Pbf0ARO7ydUaZGLS6Ga5eNzpVbXX5XFeeb4NqdkPRMYfOBnMfxawwaJOmk3BnDxYTx1DVOyJ5BZHqhLH2YHVVGq+4oC4h8PZebGF6rI5"
        "oou6z3mhBGcLoffXbAVk7Z2J1Lsymgo5zxUeFsvjZkoEZ38UjtSmEEhHumBcrcPO4Ah2b9XO1Dqq2r1ykvcREqDj4dm7/CDS8D4+vJSz"
        "mDxnPIlgqZo7PAocWlmrzLttnM6Y71XYWmdmPcbjUuljW5/Zn5a8tWxKVEXBxTjJDrVTfaadUq4SAcf3vTFjA3LEwV2WlYuIh4pSZV3V"
        "oXeStR9DzjFAwKdZ4G3kpK/n4blb0RRGxTmXqTo7iRupn8rz+ts28zTewpBe8rQWBwx+xMN/VLHmTQE7BjQiJXUgJxD3EmrUAN9xaHTM"
        "7bf2QWB2IsLeSxpzCqaKMq8ofVXCyYafXRYsrakmgDwNvBrFshqlrBhaqxSejGO7x5NS/Bn67b5GMi8E6+p47gcKbmY/Vuyo6k8LCnL1"
        "lBl5DZloY/2h3K40RyIHbNz54RTYvNgbmeho/kX+tAxR6HJyEXb7pMX4rrrUFy1JDE95fSj9QiQV4/kuTpmDc/a8Va6sePJSZPcyWQyR"
        "sHjsJ02bcJcqqNisfLJfAT6fY0ovg2YZ5QpRx9+xwoYr5ELcJnQW5qJkzYJD6q9ma/LFY+AJbpbdEIaBB4N9rGyBBHAc+riQfifh9OtR"
        "JIkb+w97udFAErfKL4z4NXAevv9oycsJKCIBN5Ek4No/bOX6batUtc5p19bSE79tBZKA/fWgz6oGWbu9mEy7xadHW/ZyyDQfrJHmwpP6"
        "PCJZhgIqzHsmrzq8bbR5AUPzpauqP+4QhU7HqeHXFJTSaAQV4nLMBV7pN7fW2VQvnbeBkv2Fk9sbQskCWIrEmn1EkGdyFTuzCBc+OdvE"
        "+sEfTyVOE6ChuCfPbCGwQbuFAeGD1FD1FPvisqHvUT+xphmGFiYIJZ31s3gNlMSqwTVtoC3x04E5u5Y5pO1zX2+xMLOnMOCkeVZTrGi4"
        "xA0KX7XBp+apspWXmGVU6qdLqIEOm+28a01qyk2JjazZNvhDS8OEWtBriZMCNjfWFvx7id2D84/Yfu2wopCFIlyhV2j5flpqmBnSWsVr"
        "QNjr+aKiB+4UZK3nXAvOhqrWud++iRiZoTLA2TWwTvtch+v7XTW6XLXwVS1G8MOu43YaEiVR9AkP1f29uu/v0pfHl+oeB2KB+9rH9e4s"
        "hFpM/RkQ/LRe1KHpqsHYttJc/n1EyWiOxvR1ZRjwL5OU92sUsnIL+qqjyVTFo7Deo8ntz/0vhXYKc1zBmJccEXCjeDS3eo56r5V2DA+O"
        "pUlRYYMNCbkUSpn29dIDaN8xJ/CPTi3bDuV5guHmbdO6aHlJaXmX0B2SpW65ivwI/WCQp05FTT/EZPZVRIpIq9JS6HbHVHmu8GNPvCGo"
        "uEqGaZwTYaU2Q8rsvxKED7bxS/e/T2ugSQl/U/Nh4++cqqRBXtbSd1HYmIRLNS+uiGAGYQ7zur7q9ZbjNVZ1RsGukYmQm6FcBbrTzp7N"
        "e1O1wVEKMJoT5oRV0guh2Y5GOPgIT+KC0E67iYimNKm4AvInr/vox8yRP5Kv90HFwvm1DYF/CoERJh3rG9bX6pnbrO8CvNud4ItrnWcq"
        "B+GWyvNl4embXosUK2m02jqUT+Wsupi3xGIU/7XBLsU4P/YZVKFvbWLvDGApsunVXwj2RAGl3P7egHd1sz9axXAwMkPbuywkKQX/zsgw"
        "eOwbyCKnbmCqr+BdWjp9cJgZFiQwyTjIcH5bS1u8GIvKpr1M3v+QtNfQ3fAm7rx2haWjE5MEBCR1waHXzTwz0rZ032s+OQrpd3uyX3qT"
        "e8NE0Em8GyISP8fRNzpnwJkzXwCXTioLZlOGbeVvG7B8nV35B16dMB621eVx0elqBB91LolLlcrmh6hv7W2hfZfS70gDaPmd+iy3g6To"
        "rSfk6L+DzYNxAbj4YjfLeyKMfP1IokXuBgPkbGY1YuPVp7wa7TZ60zKZIzdscS5T1BbcRtS8zGhsSICGQRJHVlowqUFagMjWxUdDNx5k"
        "scsvvnh2RCXMioAP5Db9ovtErgq1gAE12cBWTsQ76uk5M6W88pen5ayX7TrPU1sHcuqP0onAL/NPZQjzavE7llvqPaBOsq1QgGn+17Gv"
        "FFmCrSRfXoseOgHNgsLlb7a0hfMdDhRe2Zl01zFiVd7oSir1f6PoJmCcwr5Z8wHepp/edvd1Gv8ji4nR2YfHuaOsgG/QjPelrMmM4iJE"
        "7zB96NzEz6AR15oLFmEV20GgkkD/6NQxvQdFymbGy6sKOzcI5rgsX7ncFzNkP1G6i2sD++cOARuHV6zCj4yXuWtdnrXOrTHzVy/tai/w"
        "Gd2Liaaare8lfRQNXojtDA2bvVnc0IFSQMr9tx3Bx1BQoOizQGBUwabwJ8n89U2wnstUnFJVLxKFlEGCebgVIVwAGDcHULRgCo03TC9X"
        "jzIEZaJjg76WJpuuAkEzIab8r/Rf8/9uyX8B3R5iGg=="
    ),
    # the same with -keypbe NONE -certpbe NONE
    "p12-none.p12": (
        "eNrtVPdXk+kSzpd8hBAgIJCAQoBdqoTykSBlYVGBgEGpAtKks/Qi0hElkbCCIrggshSBpZeLiFJCEQQWFYKKuyJIh5WiFzQB6WXDOd49"
        "u577w/0D7g9z3jPPM++8c553ZiAaag4OICAaKg/Jo5R0KmmdH+AGCmmoVJCGSubAdIiG8P0HhXAAaQhbDmzFMTMk7xeKDw0gOCSWAx5C"
        "or+APLiDCwBIg+9CNPgmRAOmCxFwAA4XIb9bmaYY7URQf6/3kHnSN/R6eWMc4v/rIYCXCwbxqaMhFBJhCyL4gHBIUpSfqKmuTtSENEha"
        "RB1HUX7SgUv64n4VTQO+/Xs6gAuGoAECMA6OhtMAALZE6MZ7hSVu2gc62d68My9VLnIxSPJMc8FLWX2bx0hvpdhmc6R8bJ419+HrdTeS"
        "5RJ8/TvwzveeOWg4FLIsB+UL23qfDVU2dRi3dA2MmyoGmGfjH12GfXe51vAQhYBTCr3wMnEtfFEko4UlDBWos2vXCxxqt+T0I3juWmvX"
        "mT2zgBqxXiJppd3yR6rfztAM58XDUXY8lb0VSRRc4vcZAZfWiKiBlK17yUhEs96JwbbCiWEhf+9zq+G8ZbMvjGsUP08eK73JcMQsPD3d"
        "ftq5OME/G98ZIy+kEhTbk6I9ohoeiKePpIyWiF0HfMSdAtQmHG9a3/KyTx8hXisUiS+WdK9phyMAGFB8FrKC8BzN8BgQB4rEKG09lJQC"
        "xF0LwIVHXZdq+Ir6zSCpA1oGFINwCf89QOAgQBgA9kEuCME5vvpFxIHaWjJvjsvnLxze1wrFVZNlclpawyvCE3x+nu8YNnHF+cEkqgg0"
        "UpDX/iGtpLmZVaVaMcXhyzOUGoY2k2IqmF+J7qXwzdplRw+OMkK61ia4+kyZPT8NrFQb5DablBtnuhac5c71FZZstw2BLylJqLk/4C4b"
        "zbOPmvV8i5+avVIBUIVceQpr5mJO7U657Y1smsYkEiey/DILTuZgfrswucp/dwIsp8Saor3PPd+1pSe8HkIzB2FW/XcYxWP8O1NlEmsq"
        "pUNz2hY+l3t0pPYsHhJcFgOVzdFqWNFXDTwa1NVgFzKPIT1z3p57+2iIEvEHoF7DLgt2LJHtvbR/OmcTxr+nLgfJ/KUKD1adI3ZtKBif"
        "tyw0J5n7YZnnhNtoonJ1L0Tjwv5j1riQII0LDtHAPY5t/X3WOCTYxQEfwQHYV40O0sAKDlPCYf7f6v9pdY4SMKJ92tuGkM0tG49/S9Od"
        "k3OzEhXHktGCJhLpWF7t57GtJx8/x1gq97INOm5dqXt9QzuItS2wcBtlue8572JdlOGXW6l1POxcOQFMIY8Qxoar7oawNvBeZqGwvPru"
        "FAb37aIkMQJFTYUfLTDV5x/FGgueNBgv2zqr8pH+e/2wpVNWy/KS1a5Db3uuD/MXJ8A8uljo/tqERTVDACfpI8rGyjVqYa4l+bVn2Tqy"
        "dp6YkciDrI5Q1fz8tG+zL3nyQccfZU4K6+kv3LHkxRmVsWuMj9kYbJCo7Z2QckVD0KsFTHQd+FutJkKjNR6ZVZMpihmiAYIKQ0hhk/1o"
        "45SyvLYiOJUK23rVGemyI724fubonidDOS/AduiG92KJAJ1X4npIo0ePLw6dalU1H6fo4DuQF19/IXFWpyPbBzNpKD9pZIoL/iQjGDOZ"
        "G7H98XUSs45Qhv3R2lqmCVHHdNJo9HDsGlr2vlj8jfj68u77TOlWPZvxzlLDZm2jd9dSc1wNWAv+YborBzWwBaeuzyKcQgWD/czT9Dat"
        "XrzYKyu0Y+j09DfEXHZRCLvyebEJI2Egt5bZVDRSMtcUeD5Zt1SMgq/yRazzJNfjstzxqhrGa+L3A3XN3Ec/RsyIZcj+648azBH0qC5F"
        "gy2vGT3jM29ZUWKwvuDTGyOxiatIvXqbnGnzAvxMJxQJpsGpCdDhqiuop98otOORgjmTEPKj6s3loLbhW1RHMQWymcSD9l/0Lg4Epc81"
        "uEBCewptT5tP6wqMCimGbNj3oPRSYc+cQ0VC5Cjw/atO5hE5fiYmJUeZrpnxuSR46Ju4TqvySLzqShi1KM5Ne33pE2HtuweRj+UoVuJ2"
        "zLgFg+r5+E/3D2QYn4p2n3I75cVseZNaWXCVd9G4V7kcq8kM+FVx37hHu5HAxh55eMymjh5F/iFS6rjdBxcy7tcWKXadUqrFmzR9vkxZ"
        "yvQ2ekdjCtXfW6BwgtR4Xl+J3KjWwiJvkPQ831/a0uXPyC+BS8vryyyeJb2ltLyX9IqepWKfRA1AuPTs4oMaiqpYs6VZRtuWP9slya98"
        "Ss6VKswu1dd8CE15tqrrsU0hzQaBn5JsDC/GnbsndEG2G0uPI+5MNuZZrKaQR63fjemczyV+yDfM8zBsPyP5XuXaiaMM2VJxe5qJ2oMR"
        "zJZL33QVf3DBclTgEaLlzssZZEtlSolg+oB4Rbebm11PZJfE/7oYT0LqB1vOLekU4I0A4QdbTtpDpH+meMLmHdcf9uxibF/AtLP3j8Bo"
        "KLv61qKr7qR9DYhysH550vX7pww4HAX7E84zz88="
    ),
    # openssl pkcs8 -topk8 -in ec.pem -passout pass:xxxx
    "p8.pem": (
        "eNp9kLl2gkAAAHu+wp7nQ+UQihS77AIbDuUU7LjcjRgReSDw9Tm6NJlyppv1+huITeKtsKcH2THCaHUMSAIivLJx9pPXnEus3jVKUw87"
        "MySFiHxsoAjart78dQiUELBZLS6yINyDmhJdB+DFIZARuz0TNpYeoI0BEKggvVHWUHj2XQzCFuN3NtPXQMXEITOvPWxiMCKVmJ71hOuD"
        "pjA0WY4PoBk+j2YnixsoamBvWeFy8pOe9w6njmmvbaSqU9uMS2DvLbxh+6XLq+XKyZd8eOL9E23MjTpmvG7VCpp6MKhVLUtKf2JBOd35"
        "WOrzWSgQJATF9XRtU9rNxFF6Lq9GMSYB33h17e/gLLHdMEZLWvO581DbeEnH231uR2H7oXhPB+pBlGjxcyFZerht6Rv3uxJ76L/RX0RO"
        "e0o="
    ),
    # openssl pkcs8 -topk8 -v1 PBE-SHA1-RC4-40 -in ec.pem -passout pass:xxxx
    "p8-rc4.pem": (
        "eNp9kMl2gjAAAO98BXcfDwVJ5UgWQ4iBsJSCN0Ch8IpItC79+i4f0LnOacYwfoCEslAnIUpKmRGsy4TlXkZ0TspfbWiCUSXgnaJ+pimr"
        "bRwT4cXsjruYuUUv/YeYx1wgr+s8yCi/hSsTdKM5B1n+uca5horWvPjqsI2SKs6i3dp/VWBKLgiU2TldHE6XYXN34bnrZ1Uh1ToUBxZ3"
        "t8+9tZdCVNpHosap7p+As2a3UGPwvvLlccAjvx4L0MzQOw6247cnVu6rhn710JlZTSeLnikANtRkbaZmvHKT5QaVUoQDgTf+Fnk7brYv"
        "XRGt4+uymoKH9ldMQvzfj28g1l1h"
    ),
    # openssl ec -in ec.pem -aes128 -passout pass:xxxx
    "dek.pem": (
        "eNpt0Ml2gjAYQOF9noI95iQMweGcLoD8tYgCIqBhKQVtZbBoOMrTd1j3Lu/yw/gnB5ZeoICrRLGX2QkoPojfj1HUdwVOntdyoZgTCNxY"
        "RAlwxMHHXlt1C8WGHdb0GXYdd2LrjOqcWVSDGbOYYxqapoOhW4wZAPMZQnWe9OOuT4/WfZi2I32KwW7FfJPZfkbZkAYVH4Immd624rKP"
        "+jNngmTFikb+pvwq+hIRy2ylnjpRKPw1Jdoa4LW00y41z7EqJH2s3/anmjVHszrtzGozHMbaveXy9HiGh6yWSBaqJEYes4Ma5LEkgmyN"
        "sQ1vJIHPq/vucOPDapYrdXm/vKA/Awj4vzTfH9xaWg=="
    ),
    # openssl pkcs8 -topk8 -nocrypt -in ec.pem
    "p8-plain.pem": (
        "eNplj8t2gjAURed8hT/AEl1Y6TCJNw8liQo+cKZCU0CqrUDEr9e6OusenX1m23WfYGBC9eZLsUYx9GaQ/J6uIwXjyACSWDLcfbNI+u9P"
        "Z4T8bQscM8/urcBosTAHNo15MsvydRIGBvvORvMoG3khlIpVP6NhcNepLbeCnvafS6QIQjGpbL2RbTQJUrry80N5JW1YtnMYd8fCGTdH"
        "TrfxShUaimzXZKn4oKG+YK0GRtdS3/Lu7BVC3ermTN+G1bVvvi71wHkFgJr8j3oA/ANJUg=="
    ),
    # ssh-keygen -t ed25519 -N pass
    "sshk": (
        "eNp1UcmOgkAUvPMV3olRxAUPHrplkRYaZBO4gQiySjMIytePMOepQyWvKqlK6s3nX0BBkvFM0wVsmqeZbsgOsITZWfBGc06FLCzCCg/B"
        "kWl8N2+jTAAjjqVY3AaZwSmTRSd5lCSvxJ+7C5fTMRI86sQuEL2lfEON78SxKxzod3b0/mImHqZAdiopfP4bagmbUZPFzns6yOlA3zxa"
        "LFFSu1Bk0sMqj7ESuNu+JZEUgyQPg6kwVzNc1UmtIkf8JM9A+aCd1kSbM3EJkz+6M7ITqFGyxnB3kAE2o9/uO6GTLKbXsJB2V7NMUwLj"
        "EsFba6rswO4b+G5pDemkCNmXDPlnKTA1IymiSJFXnKq9vto90vVw4WkvojHqOC5XO9zsI8WoFu+0DpxieTaWJeD0HxzW/SXY5ODTk763"
        "4iviMGV7Rgi61LZ225W68ZPDgZq2FzD//19+ARQgic4="
    ),
    # openssl enc -aes-256-cbc -pbkdf2 -pass pass:x -in note.txt
    "enc.bin": ("eNoLTswpSU2Jj28o8hM7YSa1z8BCMHZF1CavaQ94c+ZU3wuvTZVddfpP/yKL6Caj7ifLOgDpzhXc"),
    # the same with -a
    "enc.b64": ("eNoLNXIrTnEPy44wtHRzdA8zMjBONClPzw2MKND2rCgx9jfLyygx0y9xz8r0M01KCU4qr0o1Lk8NDc4ryEiJNHEJ4wIAsSsVXA=="),
    # cryptsetup luksFormat --type luks1 -c aes-xts-plain64 -s 512 (all *.head: the first bytes)
    "l1.head": (
        "eNrzCfUO3rWPgTExtZgBH6goKdYtyEnMzDMzwSpfnJFoZGqGzwQBEOGQltJ4plfg2u3OLQGhe829vrdyCZzuv/pv2lzbrev3Bf0SPXEx"
        "+PgB9dwOrrbjJzev/8C6I2npQwYG5heJFikWpkmmRroWFkZmuiaJxom6lilmybopBgaWyWapZmlGyYlga9YUfgap/3H0R15ZQuUxQeF/"
        "qcfTvrYJv6w3Cu1js+VovVNz+flnEaBKDgYG/gUMDPfWMhAFmBhIU8/8gzT1rB9IU8/+gjT1nA9IU899gzT1vBcg6iEAAJt1W04="
    ),
    # qemu-img create -f luks --object secret,id=s,data=x -o key-secret=s (the first bytes)
    "qemu.luks": (
        "eNrzCfUO3rWPgTExtZgBH6goKdYtyEnMzDMzwSpfnJFoZGqGzwT+E0DCYZ7mxJrIetVW/W/tT35ucJ6q4LClUCW06cFVrt3M7Z77ss9MNkw/scn1"
        "afaSlhvPDnOKXIwX12Vg0DI3MUkxSjIwS9NNszQy0jVJTEvRtTBIsdRNTDQ2N09Os7AwNTUAW7Om8DMDw6pVuzuNS92Fruz1llnoPvuuht08JW4F"
        "AaFzuZIMMUGiht4XgCo5gG5awMBwby0DUYCJgTT1zD9IU8/6gTT17C9IU8/5gDT13DdIU897AaQeAF2OUxU="
    ),
    # the same with -o cipher-alg=serpent-128,cipher-mode=cbc,ivgen-alg=plain64
    "qemu-serpent.luks": (
        "eNrzCfUO3rWPgbE4taggNa+EARdITkrWLchJzMwzM8EqX5yRaGRqxoAHsHAACYEsjcwvK2dnvfV5MKs25f8N2eqW1X84nRT7PghfFFyy4fqjwOBV"
        "aTuWFjoEr9DwzP69+MIOzk0LGBi0lqeYpximGZuY6qZaWhrpmlimJesmGaYm6hobmCcnpVgaGhtCbV9T+JmBMSSsqeDKDCOVxpJPLH3NF950M0hl"
        "NpUGdsdPPPrKMXazhrkVUCXQPfxAs++tZSAOdJCmnpFE8xlJNJ+JRPOZSDSfmUTzmcHmAwAB6VXA"
    ),
    # qemu-img create -f qcow2 -o encrypt.format=luks,encrypt.key-secret=s (its header, and that of LUKS in it)
    "luks.qcow2": (
        "eNrt0F1ojXEcB/D/2QtDXq6kJU7iwnRqZi92I1qUkCQpV55zzrN2ajs7znnWTIoLUa7E7S64FGu5VciNiMSdK28XhpbUohXK2UKUtp37z6f+/56X"
        "7/N7fr//oT17v4UQ6sO/Vv2111VXavbqdyr11z6/huoq/b5p7Lo7/Kdyw6+H6y+Fvvrpo9WSZ0PIF8rJSDpbSBZWPZUbLJeHSslCv6iLTyZxuRj1"
        "p/NREqV7C/3xnPn63OBAqRxXKoXBYjoZKcXzTTtTv5iP8+n9bem4mJQLcWWu9kN/dGokXY57c4NDxaQyb/uhOudAVKos8PDrUuVoOP3PzAEAAAAA"
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA5rP/"
        "yL7Dt++GVBRX5sydTCqZUn9UKHa2//d9pS9q6+icq8LKh9Vt56b2lubdT++P3/v+4MPxRR/PX79y7eu5pgM7x3s3rJlYuvb0l7E7uxZdffz4bcvk"
        "5snUqxUtZ94dDKFltC2fzXZsz3Znujq6spn2XGtbpntbnM1s7852xrm4oz2f3Tb7m5snpkK4/OjHk9aJm5MbLsa3eo5tfdP5afWWC31ndjxft7H5"
        "xuTo1LKearKp2tPVEF6OLeyk6kJt+frp2vKNn2vLL35fW37J69ryy17Ull/+bCb/E5jEiuM="
    ),
    # qemu-img create -f qcow2 -o encrypt.format=aes,encrypt.key-secret=s (the first bytes)
    "aes.qcow2": (
        "eNrtkEEKwkAMRTOtB/AIOYOHEAQ3rlyPMykOtDNDJkXrymMLbqyg2C5se4B5kEDg/5Cfw3b3BIASxqwHXX3qp1KDPs+qr/gdzuXj2FvvANaxdHhy"
        "smyLMoG5jbLUUdBViL2u0WrRWLmaJvWlCU1kSskFj9JFmkv13u8tWdxvkLywozR1PtT61iFTZULrJc2eD33ORse08MmFYn3BUWbIZDKZTOYfL2+3"
        "MGg="
    ),
    # cryptsetup luksFormat --type luks1 -c aes-xts-plain64 -s 256
    "l1-128.head": (
        "eNrzCfUO3rWPgTExtZgBH6goKdYtyEnMzDMzwSpfnJFoZGqGzwQBEKGwa+6Sh/a7VJkYAue+frbRfbttZV+NQ2HN3Hc2Md9sOXz5n+gyi69NZJr0"
        "91R1U+RSpflvN3eeYWBgfmFuaWSQbGFmqWuenGima2KaaqlrYWJgqWtqZJxoaWqRaJJikQy2Zk3hZ5D6w3UXlJyurL6m+vNDb5VZtazTu8c9npdP"
        "ps+vOlWrtOf6Y6BKDgYG/gUMDPfWMhAFGElUz0SiemYS1bOQqJ6VRPVsJKpnB6sHAKI5U0Q="
    ),
    # cryptsetup luksFormat --type luks2 --pbkdf pbkdf2
    "l2.head": (
        "eNrt2D9oE1EcB/BQdVERpIugS9/i0By9u1zuLoVqW2vTPyG0DbUtovX+vEsuSe/ivWuapNTBwU2sdHBTBJ1ERMFBUXFw0M1FiiiIs5OC"
        "Y8F3MbaxRdRVv5/hyPv//b0jy2Wmx3OPn8U6Yk39sZZdsb/ECoacVH89/qSr1LXn9fub+4IXq5+qsrB+7NXVa/FE5vjeW8Gljtv3v557"
        "9FEjH/y7F/svjNF92TudnbvXHhxeM++pnydXe94mUoYtK6YkWLYuCopipgRTNxxBp5Yum07KSVIp9h86snH26KFsbf+Bdxsz3vqV6zek"
        "4suR2YOdX54Kzy8/7HoTAwAAAAAAAOCWSYnWWdkPGeldJmL0COsVSnpJebHEZBKPxueZ2+BdqhInhrNtisSnsDBwK5TvoIiiGCcFgxX4"
        "6PdPAmSFLwqo0bYsMJb4It9xGA15MyFrqh7t0jyEyEldVKI29aygXgld3+O9BmVCLWRCpWy4nqpsy8XPKNntySomb0fpf84SJ25IAyPa"
        "k6eVmmmZUY5SpEO9bg8sWnnaYHotqJb0impXsyfkuZnpscYw9QrpYqqnNlkZ8vvIygo/MfRLNNpmmf9mNL9AvZ2X2KygvVhJ1TRNltSt"
        "eu26Zyy4VpStOh8uUaPEO8Xf18+oFfpB6woUMaVGmWw3T9nOGJvXsfWyT/MJZ9qDtzr++MJOzfojtla2snZyqjBgMdHPhs7JzOBwkEvQ"
        "RKZY11KmmM83pMHRPvIjGV831a0q2ezk2JKzoE0kcqyRmsj1jKcXpe5RNuoPeXaYGU5a59NzIwPRRceJ5XuOm4+qKTLfaxVMJFnW9baK"
        "NvtVTeF0vhT/bgAAAAAAAAAAAAAAAAAAAAAAAAAAAPiXfAPqjSCG"
    ),
    # the same with -c aes-cbc-essiv:sha256 -s 128
    "l2cbc.head": (
        "eNrt2Dts00AYB/AIRlQk2Dow1GsT1U4c2ylUkKb0QSAtfaZUqPLjnLhu7cTnNE2rSFAJBhYYoAMDKwgBXUA8JCp1YELAwlIQEjMw0G48"
        "Bs4htCkVUlnh/xui3J3v7v99URafHEkPPVkJ7QnVHAvV7Q39JZpXo3Hpz+vVt5cLbx44E9LahZYjzYtNn5us7LJ1+MO9OWfj4/tr+68M"
        "Pzx66cW7l1e/9Wqvxw6dX73/6uba06WVzscXN6burj+TTVUVBcOMyDFRj4gGESNqLK5FJMILMtF0oit66D8U2df/6OvB25nnc+uLy/aN"
        "Oy23Dnxq/r5akc+1zl//UlkKAQAAAAAAADALnE0qdNr1Kde+wPHBh18pEK6dmy7ZNMqFg/VJas2zKUEKc6r52yMCe4T6nlUg7ASR5/kw"
        "l1dpnq3+fCXAVdkmj6gN2zy1zDa5pkmJz4axqCwpwSm1SzgpHo9JbEgc3asUfMt12KRKaETX9Aih1Jptr5+8PRu7xzYa0xU0Ng4q2J4n"
        "zFk+8dTgYJZYqCWm6nSQhCYVcTzVZ8vCgOP5ad/rKo0XlWQmHVOTnbpnjCjJVjMrJcw2sYOrVtmNvmuT4JgF9p2S3AxxdjayVkZjwYIk"
        "y3JUkLZqNiqOOmPpQbbZSb9MVJtN8rtsAiW673r1Poh8QgqCGVaO0J1ZNnuy9atPsAfONqavT+y6a062nBnrNzJW6ygdTPQc74pr6e6U"
        "YeVL/fPloRE+2zuba+NP9BVLfR3cr2RsX4KeccweXfO9otE1nHZFd7RH6E6lR+e8U3Q4Ozg4oBUrTtzNnLaDboc53XVMKxdUM0Vdp14w"
        "J0SjitJQ0ea8JIuMwrbibw4AAAAAAAAAAAAAAAAAAAAAAAAAAAD/gB+EISzF"
    ),
    # pyrage.encrypt(data, [recipient])
    "a.age": (
        "eNoVzb1SggAAAOCWrovNrmuoITcHj5B/GLLzBxEE5UcE3RARSAWBRGTpCWqthmrortWm1q6htaWlvam7tl6g63uBz3Rs0PataDU/8wL/"
        "KIgcKIEBsJw3EByH6bzqGWMLUatTlNS7rZoTCos62fVxNsQyLNS1KexhDXIWMc0JELMSramQiKVaJi9UzLA4H01YgZc8jqAQL0RTEjcV"
        "c8FO/of+HHQi24xtIFAMwvWyEcq2e5Hb4qUw7cparxO4HXyIcE14qgwlvQJR9BIT5BqhCCbpSLEp6PXRIHVmgM8t+ZUo66SNBRHfruNF"
        "KJ4tjMCoIU0kKDakTkrYONlPT0sACIJ5JWGqZns0VpC5FHGMEbcIOkkpXcpwpuRWRTaOK5rMoqItAvpt8LC/d/986W2vy4P3nxz1eL3x"
        "fSKYm08b66vS7k0hd/D68cVg1lvh93zLudu5OP48fMmyP9OrdDE="
    ),
    # pyrage.passphrase.encrypt(data, "x")
    "p.age": (
        "eNpLTE/VTc1LLqosKMnMz9PLL0rXLzPk0rVTKAaLKfgHp/rkF0a6F5poV1SleUekOeubmAYqGBlw5WSZFJWZlxXkuhkm5ZlEalcm5phn"
        "Gugbm4Qb+/vkeHo5+Zvl+ad5Gpc4J3Pp6uoqpIUGOZWkGmf7VVlmO2mnlJZnR3mkVTqmeWRou7t5l0cGZQREhBa7luYEe3It41x1+1Lz"
        "d522iTKzChZeTvm7o6zrlfk9Jbel660TXG4d3S1cdOVC9+IlPKt70wT/6J++OY81PHbb+viDAONDT0o="
    ),
    # pykeepass.create_database("k4.kdbx", "x")
    "k4.kdbx": (
        "eNoB9QQK+wPZoppn+0u1AAAEAAIQAAAAMcHy5r9xQ1C+WAUhavxa/wMEAAAAAQAAAAQgAAAAbG4rwA4vOIh+mgqJeOEO2xHQcW5BuGEA"
        "fV2IVvP9v3QHEAAAACO65sZeOb5lPcAjFpQLAuQLiwAAAAABQgUAAAAkVVVJRBAAAADvY23fjClES5H3qaQD4woMBQEAAABJCAAAAA4A"
        "AAAAAAAABQEAAABNCAAAAAAAAAQAAAAABAEAAABQBAAAAAIAAABCAQAAAFMgAAAANDGu1Gyj9GWECaeE5Ye3J8ztUIwlUUl+G+cPd1zn"
        "aqIEAQAAAFYEAAAAEwAAAAAABAAAAA0KDQop6ZbbF7nzzvlgub/gVmgtltHUzIDYJzYUh6hq2YF6t+Hai+QTGRC0/d+dqqltAoPjdHmS"
        "aMr95ar3zTA0zLXF4nMUVf1dP55OUC+7lpfxsD61GVjgK4/EWwaGmD1OxVhwAwAA+BCCcfK7R5OYtxc7txCi0bXxJCCLeu6ZH/McL8ob"
        "JGApfAv2Gq0R/BlsAd5BeUmckYqJh0vNp0QLxQM4uEzlOnGz34OSdN+bo1LAS255md3Egura6iy5B3q+n9SPyF80tRr/X9qQxSP/Gkaq"
        "wbgf+jqGTcVns51oTbWIvD1ZBbjUYzCYwDCxbWGWnEBbB9DqWGA1UNmP/txA6uV7bUACMAFKgaEuGUShKE+60xbJl5G2aRteafkKFxG2"
        "jL7HMDngiTodA3jsJ8dktChXf8Ap0uAmOE54T7AMy2kvv9ipjzFUo3I5gW1hA59f3TpoDy2t8TidaPYFehscdiLFvEmdHQFdG3W6yMtw"
        "Q5fsxJBZMrZ+kUbk6YpBWR9ccINh7DYCm+TNnX+V43yt5BG+qimw0o+t3zM0U7tpD30PwWJIh8e20kILGs/YoCTAOnXXPWr0p7QuYDRn"
        "JNj6BsnlaS2bo3e9pV484wDFil8dSKC4x+cb1+Z0DqNEwyAUKbruuhZ8PIByGax1ejYYKrQC+jgJoi83eoI4tolP4zca1ebHEugzOjcf"
        "3/Jui7zyAP/N1y4mHIwZR0bwhpbXMWsJeEiub5hCCBG2nOE6SZmf6Olwfad1JqHOWV4efIhWD8rnEZKBbPd4yNCYRQ/U57KSXWby8cYn"
        "HD27GsYqyzmN7yeamGQFDcPtlO1TKMVJ8msPJDIMADO/Flf0NcqyRR/R+cOlN9uOhYdZJt4cPMXdXReoc8wCxZyVUjT65OJPUBZlNxkR"
        "Fi5PK7yRKjBudzGAdc4cpKw4yo3zr2m5TldcW7ZNUmcprfnX9uhQaPnfUJv+WY3LnArFNyGVdGTATW5kgrEldjsIO5oJAzHsBzyVBVUW"
        "OhyR6m7KBb1+AyZRxwWhLRxihxd81HID+3RBo9J7pCdpK5vtCOWMLPNGKkPqIXdS3gJD9FCU4XPKK2yP3KxTs1wlyeSLj72W1bORA0fW"
        "yebSaxoJHBGAUlTlNz4lmqQcxBI1aA7TQQa/a8uldN7CjqgitxxZkOcPbZysnphjuTUqJLubE9RHCTg8brfKk9zz0qSa8NxUkfnGfDlm"
        "ge0CYX7DkR9u2weKIziZsgjN93h0hbXy8ZSG6Aj8ullaup0NGCvCugGvABV+oeshdOlQsS80We0YrD5oQQuTB6XqjEjrA88lVmaz/SWs"
        "M1x13dksLmrNwV7RENjsMKqQKK+bNql7AAAAAB7zK2Y="
    ),
    # jks.KeyStore.new("jks", [private key]).save("jks.ks", "x")
    "jks.ks": (
        "eNptVXk01A0Xnt/MGMbOjKEYQrYR8zNZU/O+yDaDEW+yhGQ0spSYCk1iQrZ3ZCm7UUqNfamsEdEia6FQQ7YpIVsLwqf3fH985z3fH/fe"
        "89z7nPvHc8957tb81jwEAoHuBPBPAF47+TZG5eI4BMIHBZnwLVAUIaiJAOAADioBAHwQOBM+O+J2WegdSoxTmSZ8wMoJlrVdsUC/I1aw"
        "a7w49PXFa4ysVH/s1dPg5q+VbIuNKqXl4Dd/O5qG49F4SE7+oXLOl0JzZVVjUuB6jGL+r9bbw92KnaqFaj34lAF96fzpJQY1p7/ioyrY"
        "l6TzvBy+KfeFQUh6kZVb+82KXCHXoPGovWd+ScB9X0yk1j55D8McZYm8gD0gfQL3GbBCvcA4zM07OVa43Q1yKnRu9uOV8R7k/WCdoZBF"
        "881mrgO7nSUOHzSAYDLfrkx4hxKUbLbTBaxpIwwDsT0xZ6rr52KFyCXTNYlL11h38PK0WDYl3kicGk6dMo/7Und69leoDcsTfVJ4DNsh"
        "KnpnYYX6U05cYLfCV7vikSm1DXtj6bGrz1tdqxcVGw6LZ7J++iJFUiypJc7EoEMIOsvfUVzZ2exanor1XksKkRLh5OUYpxuB7qVIbYx5"
        "zmNXYo9F9aIQcxxTha/FFUlovp890i4f4OodhHJ6ljh3LOLhe5tKzok0lt+RrC81VZ7Mp1qJBbbEwGt+VYvnoFVxIGcWyyKQhLPLoo4c"
        "l14Q85e5giXX51nMYW6McfW1LikW+Q+2TfM/rocZOdI6BQvncdPSDR1CZjNTij+7o4q1jXkUcun6RYarktSoVaW6pS1r/H1xxJWz/A/Z"
        "sxGS8lVf9+mZrJdrS/EFq185ENvWhSDdMs5hXbYj+E102QcpB3Pzvu3z7bMhnZdOiRBuTl5vBQatEl294ce/Drir6HVm7HF/fkOUszFs"
        "apI9aZvk4fwm6DB5YsyLn7p8IU+4YLS6rmJPqn3a+qby366Vz6KLqMaN3EW9xtxLi59u7l4+gZ+jbXqKJFTdHDMaGNgY3I9rycrxrP1+"
        "OzhN9HY2Us3Jf8wc7ElKTm2Y26TsWWIcsjh2gTr0qWTpqUm3r5rKgE6TH0ZfWQ2TkjNNMc54W18HQUeEyPapPaEvwIM0YPmB4dT3Fiiz"
        "ws7wzdqUgFT2o+Rm1atnaGXorzjgUrGR/ctqsKah+mYg7WRZdKLS7g6ygEHa1OiM9vYbYgjvT2nTKsAmpQGuklJa9tEyaN6r8nzhiyif"
        "O2WpafeGgBaTC1WnPFCmcZoWyGOGva0OcejD+aMJYuOz+TZzHrTq1Xbb/jxy14rJrdDeKIr3dJGhr65sY1mxRENAAl+qi48iad5JtoZ3"
        "A2mBl7y9MWviL41G1HBRjNfZa1cp+n9xcw9uz1nyY9OW5WTnB7e7geZK9gxDIEVieeKP86rEJ52BGfYmFDntcHR6MP2gFEJ/cta46k3u"
        "CRlG/JaP1yR21o53JsZYyJGDRpHropobD0AdhJkCyvEhfEpE4qPeNQ1HbUG5Cm45jVjxrIk4LJNxsbDVKMOtP/kykXUrh3YpaerxD8Xk"
        "uZNkyXHJIX2pNk6It4GdWFwqu6tCMLDJuKFaQsH9+kB0x92mV8atBi4DNVefHlDfODURltlXtoh3QyipP3ePPht4koIUZTryBNe0AhIK"
        "bLIkkjUr4717LVHL91f1lRqLTfGJ1ciJ9ie1p3cpiDIe/mRoaHTUeO06VJCqvr13SiM03r2WZBTFViERM7+Nu+3F/giRGfuc/6HUCuph"
        "ligiU/OicxE7fgSyvaie9OSWWjTJZig9pxlWFfSlBU9vkkD3D8nJCWSdauIkPgwKkx0ZBI2FeR9dzhFQC/+YIp+zth5otGOTmyATugYy"
        "gY8FMCgAhaLNp1c+Wh/+dT5qoPqk8vPOocGFnx9AEQQSF2sV+0MEAIT4IKCwjiAogIAdhcOEATooLy1C0NfRIeiDuvsNCEau0iL7f8P9"
        "/4X/YjMBpf9dt+O+MCYgBtnpC0KZAACZ13yKpQZHrzkHuB1lZfAU7qFDAuVt6th9e4l/tSJ8cOF1dgjV8FwH/l2JlUnxKpG+fi3Y4xUv"
        "XXRdCpbs+1ULmp69HOLUtlg0tHV/IKn722VimyMgByLKzSSsNTG4oHN90d/pn9FpDUsokK2zXP6D7VK+rkI8j8x3MKy0fUkBH0lR0cl3"
        "n6ruLhmZYJrxZOkCTkjOs/ux1pjoQ2n+jO8Ege6E9Yp4BKzu4J/9TQXcd5J+PsdW6UJFk70WperfxvTusupdRT+9ID8mHy+M9MvEPglT"
        "ldQKDG9PMBzWpgdgY4YTRu/IJAI0WTd/PNeV5ZBCdb4+TIgrQF8ulPcqfQyF7XysQkfwCIjd0QwrCsfA0WG49QfyCoCsJxv+qbmNUSp8"
        "65UtqPB7rAyXATGR/58g9puAAoBtOB8I2yn/uiLst9oGym//UM37tGvbIAhTYq6c3dBIv0+PpGXxWt5ZemJOQ+SKNZn7A6nbEgaxMxOr"
        "uHIZ9XcRE9al9YZd1iTxPI7gM2vhSafM0P7R+rNt37l8naSu9tTulRLTnDrLexbpnmxH/hxflPzjo2eh8zg5vFcNf9ForvPFSe8R7Pjk"
        "lftAlKQnsqB0Jsxqc/zE1vAaKSyawL15Op1tki365tzYqkg+F37POpwk6HOsZ/NoTOTgkGBXP+TIq4z6wvciv8aL5L5r3R2aMaTQItqN"
        "FLYoDzQ9PgfssxPES0m/fojUjVo942GONItJ5znzb2icxRFOAdW6TjchetHLPvPb5Ow1iMgWTuKtiBskacUioAPhRrnWg+eOhP8H7Tyr"
        "XQ=="
    ),
    # the same with a certificate only
    "certs.ks": (
        "eNr79/bfWwYGBiYgZgTTjMlA1iIx1V0eDKwReqYGlkDBvwZNTD8NmhgfLmBmYmRiEnF9+vmhp8uf0sYrm5KUj5+6dvXdj7sGvGycWm0e"
        "bd95GRm5WRkMeAy5DDjYmENZmHkYSwzkxHmNzAwNjcwMTIzNjSyjxHmNQVxjKBdNdROjErJxjKwMzE2M/AxAcS6mJkZGhrfah2VTilp+"
        "RuREh/ZNfy6/XKQ4V85nx/wLKnYhB9lStap2+LGpVc0JYpfs3tDTqdqQkbVfNmb9yUiTyAUfAy6qLdhz7OS1ldv3u+06dPaul0a23wzZ"
        "fXUMVnXrnAU9tcW0CgovtHwreSkyeddHYYP5hp/WfZ8fue6Xql0p57wgiw2+J/0NtommiPQvPawmtfrWoybn59IlHGGcK4+taPMUa7Gd"
        "nF3zzYjjbNev9Z1szDtsHC7uWXDvhlBWaviXEu5lj8+7rdH4et90ad/OKL4XJ7z3escsbsiaIXugUk1IN7fqSJfFTb2SHNnWm123l0h0"
        "M6ZLR2fr34vqC5qYEjHhplHHApHaxXKJa/YyMTMyMC4ONgg0kAWGmSwfixiLSKXWry1y8ozS8fNZXuw7VLOGZ+FpXwN5kLQyi4SBWAN2"
        "BfwgBcKMjP9ZWA2YgRRaLDKDQttc+bq92twXkv/NC8RWuyrP2rW7ZEVJQ/rM5/tvuMeLZTLIrNJuMs5N+S9o3vbs0RetdRIaN+oeea7Z"
        "aXHG00tg7kquY548j8NmVFy8vTP/0Ld7rKe8zhyZdPbzaqfZO9yXu02Jnx/MPjtDWG5vaD7TWy0Z/cTN7Mtuz4kof5x8S/bB4/oVjI1C"
        "8ZwL1jyr9Pj7IOHfzZ9elS1G96ZlTpnvOIvvcuH9L7zz7rEs96zy4koNP/c3tLXh6jWuMxcZAk9P37n4Du+fB8tkvukuvfbMwj+97oil"
        "/D//LdpxL3N0/Lj0RcUvbeU0afySF+fK6dw65XkE+2/NfC2jNMZNJmHTGExbPqW+/e896ycD7z/vPZu/RM5JsPitE8MxxdHhO9PNAHUA"
        "fyZHbg=="
    ),
    # jwcrypto: JWE, A256KW, A256GCM
    "a.jwe": (
        "eNoFwd12giAAAOA38gil95A/B9xwOnF61TEpgknkMJWeft939fR+yUdVKqSqhgD2u3REbZKY9tV7EpMTxZ+awzpkjDzCYPxbHOYmcgnO"
        "pNlqAGwjYgNPUD4Tnc58qoQtBbYpPryU0tR9zVYGOxXFxxxVfRI3h+8CBNMRd0XrSxL91NlkELvtLRhS/li7nL6dHPz75tCzodfzjuIc"
        "8aO63BcboFIvI4Tr0Gvp2SCyVYfh9g8GEUNT"
    ),
    # dir, A128GCM
    "dir.jwe": (
        "eNoFwd0OQzAYANAnWoPYuJ3W5CvqZyLhRlj0b6tkxqxvv3NmS+WUPFShrqpPXhbUIcC0e2fhAphGeQN+7TAGi4NQvYZEiE9yDwIn+7WA"
        "NrMU2qVedRvTmFU4ZSRs9LMs17MZwmxueDvG3PcIlRzvfXeSqS2nHMVDrSXXZl49rNzo2CbyfYs/uHIuZQ=="
    ),
    # the first as JSON
    "a-jwe.json": (
        "eNoNjUt3RDAARv9L1l1ghkV3jMdJtJSirOYYyUQM4pFBpqf/vdl+99z7/YKGTS1ZBDkEeAf92SnDQsbQ/En9frCj+1HotZePWxmg10pr"
        "+bqv9pQhcj1sK7DzM7u1goM3QMZmkZMg+PogUpWaRaxOPpir6/h02FNd5xm2BuNi0MntvDnvE8xj7HDPOT0Z69D6NXOqQmxT9oFw+DGb"
        "SeVa2ek71NU+LVyQRh0oTCRqb0HDYmazJIN69BAlZDuFQ/GsJLTgBTmfXW6kWhTBUVO2qKny7LgTjWFsddVRGdXY3zpN28HfP+nNV6g="
    ),
    # jwcrypto: JWT, HS256
    "a.jwt": (
        "eNoFwdEOgiAUANA/cjBn2iOis0uJQ5es3qJYgoRrzYF+fefojU2qeZrOMLjugLlhx0RvbL1J7MAuRshshTq6+wA/8HxXBg5gSWwpyjhF"
        "oa1IBI+Ssyeiv8zFUuNveBQnS6dXWqaqq/Lyk+v3OPSzbNxog/gD7bMmlg=="
    ),
    # JWS as JSON, HS256
    "a-jws.json": (
        "eNotjM0OQ0AYAN/lO/dApK26odFQq2kQXRfxs+VDEGxLxLtXmx5nMpkFChZnrAdlgQozUECEdQddPNdt/EU2W5wGYm2WbW5WBk9QI2Hg"
        "o62rmEoO//lSnYgu7B1deJOzOpmNANujb0eWjux/KZJLijdU0TXI7HgUn/ctGjBv4pH3bIuwPzdu5UiUt3LYRadC1CLvMQwmO2j0ONhX"
        "eYqsKvJfEoH1Ayp7PWE="
    ),
    "sym-CAST5.gpg": (
        "eNoBXwCg/4wNBAMDAt5BO4Vkc8DH/9JOAcOi/GJxM3m2l0Gv6cmkWLUHQqoVx//4Yz1D1zcibEUytzMut6O6DkrWutcnSCNHV141UVsA"
        "RvY4olk4ao7y748kTrw0QlB98ELjo4NUGAMrqA=="
    ),
    "sym-CAMELLIA256.gpg": (
        "eNoBZwCY/4wNBA0DAuede4SEf3Se/9JWAY6oXaqncqHIs/rlrq+bs2utVre5yca66qiFeLq+e2rh0aiZ/tbYwjpOGceLvStvi/6pzYjv"
        "KDHafMggG6sadf3Yi1ht2dIaXTw4QG6klQuWwGHM+YSPwjk5"
    ),
    "sym-TWOFISH.gpg": (
        "eNoBZwCY/4wNBAoDAv5XepKzjIQe/9JWAQVegJ4p1VWaoT283cSlHWJ6Gshl5VydiB3LK50favxGw5N+Az0StuuqMJCMrMES2Go0P11E"
        "I91R+4ZjU1P0mWm46DURHYz538ftE59ayrZHdoFfQm9+QjDe"
    ),
    "sym-BLOWFISH.gpg": (
        "eNoBXwCg/4wNBAQDAhNTPX6LsQTP/9JOAQtgd0rF9QVub8Bq/qJ2atX2Lfn4R7jx/IflR3wcLVTqDsO4ONs16NxAs5D6z9q7StQq8m30"
        "AqpfOXAvPUmiPH346g/p6AiJ86/MNtXAgc0xVQ=="
    ),
    "sym-AES192.gpg": (
        "eNoBZwCY/4wNBAgDAmMb3fPnu0x1/9JWAYHlNBWwu2BKJuOFt5dhMXueaCjuGf96zo6+2Qpz+yE58O2TKeiEwBxb7o7NdV4U50VOL344"
        "pR70n+PXGgpdGdqGIuBL/9Vo5FV3icjYpfBict5z7FAbkDTR"
    ),
    "sym-3DES.gpg": (
        "eNoBXwCg/4wNBAIDAgCVn3UXYMLi/9JOAdH+2uFTaZGij6vC5fTPASagIm/PZsjgyC1QyFb4WulgTewqPmRpMz0cEj4joGE9UxAAxE8E"
        "urZ5Fq2TgsUJGtx2YF4Cj2vco54pUM2wSnsrxg=="
    ),
    "sym-IDEA.gpg": (
        "eNoBXwCg/4wNBAEDAnDXL6FS6H8T/9JOAeAFrH9vsY0aBox141h4tRtqJPgfemmJYXFRAz0CbiNvto8ATmbGwRc8bDKDo6D5HoRMz/Vy"
        "73UNt7Ndkx+8gMV+W+gqMStCl0JlO19eVvYofA=="
    ),
    "sym-AES256.gpg": (
        "eNoBZwCY/4wNBAkDArYeFysGxlnL/9JWAcFL3/gJDfwMuSLC2g8DuOTC4Qvj0tYz6gWljM08CaQ/9mYo7M/2QEre9qXNJ9k/scqTun/M"
        "JcpUPyfEFOqtGpUk8aG6LJf4drHuDEEAq7nivWh4M5/lMDPh"
    ),
    "cms-aes-256-gcm.der": (
        "eNoBuwFE/jCCAbcGCyqGSIb3DQEJEAEXoIIBpjCCAaICAQAxggFAMIIBPAIBADAkMAwxCjAIBgNVBAMMAXQCFEXl8+FJRPx1gdSyYiPH"
        "ytbV7vjdMA0GCSqGSIb3DQEBAQUABIIBABnhm4wD95m6amFyLRfWqTNC1cNof9ntwXNq7RD0efbLgT664yWsglifbq8iiQdUk8Iv5gM9"
        "LSiFi8WZuHjxj656JYE9/fjOREU/XSQLZu+6mPqAQyWPPBrU0iDTFFcoyTvPkAFbp2W8NkA3OEBRgyXU1zurnBAxJIw+0Z64E4ZBotQ/"
        "Ysx1u4avNH2S/n8aPiBzj/Wp+eTAy0MnU/Cnoe6Hpp8vYi/1/jH7nRR0FbHBbNwsfqYSuLWx0W8nlehHhkbICJjL30A9/rpfw0rgC2OR"
        "tKRCYQBpG3N4s98qTxjVlZ5shfjccC9u7ym6FBMsLfJYE75XE1enMQuyR7t0PpUwRwYJKoZIhvcNAQcBMB4GCWCGSAFlAwQBLjARBAzQ"
        "wLqK1rWcOs4nx9gCARCAGitx2qqhtUR7eUG2rJwRBnfCXsMy4VNWEaVSBBC3a8khgWVabPMrQpdb4SH0irm8ag=="
    ),
    "cms-aes256.der": (
        "eNoBrAFT/jCCAagGCSqGSIb3DQEHA6CCAZkwggGVAgEAMYIBQDCCATwCAQAwJDAMMQowCAYDVQQDDAF0AhRF5fPhSUT8dYHUsmIjx8rW"
        "1e743TANBgkqhkiG9w0BAQEFAASCAQAfVLV0h4a5ds+us1Y6iTnnMGzk1kXHB6vW1TxJLsDTbWFU8N8Voi/Nt7j16ddhCWasQb4rjqbB"
        "z06BffdY37Yk5qXOEHVYHHZktK9C3HmoUN41mqcP1Ej3ByheP8jK3LU5F7VREXeVqGqdgzqBM2YRmuaAZN9281nOjTMklBTd/F8jlQ21"
        "FYMelghOq6wfIXs7ySIytvDNofAMD/74/XTrllEsqcA97KSOg4ZP8/wMkN2Ad1bcwnZPMjzq6xctlg9DwlIECMonImwhpZn2saoP0cvf"
        "obexxj7nZoPC9CdozlntBnaGTG/B0rz7PD2KYxJy+8o9wNztqWswSvHuqXCmMEwGCSqGSIb3DQEHATAdBglghkgBZQMEASoEEDDZjODz"
        "PgJpKsYn1EVZLQSAIP0NVbTwh9mMTjstsKtpeL9Pj28ie0uB4Fzkl7LBmtM9t4W+/Q=="
    ),
    "cms-des3.der": (
        "eNozaGKcz8ap1ebR9p2XkZ15QRPjBIMmxh4mRgbDJkYHINMGyDRQMeAx5DLgYGMOZWHmYSxhEnF9+vmhp8uf0sYrm5KUj5+6dvXdj7sG"
        "vHCDGBlZGViaGBkCF36xOia669OLaYuqJ0y/wCG130xh3wHBkvO7v31i1+hs9jp+aX7d2o/iTnwlwR/mm0mclXl8pf+l/NWeZQ7X6w+w"
        "xUtcCvTgVAlr9v//IfnYr+qF3qcWBFSe2rds83/ZnUsD/q7m9q/4zvFifoTe38YSedNHe2umxvpsk7PwuL9aQqOYz/6vtNu6mK6ph5t1"
        "6gtE5l1mfXtaoUf3+tqZux62MplIsgmbME7qsD1dHZTQ+ludLcX2crv5cZPyHVO/tbf+fKe34uA8uw+uDYX8XSsXi7JrXH28jEE2I6fB"
        "j0flydp8Fbl379u3H3Tq3KDGXvuw6mSTxoQpvouYV+22nTD3TneS7cPeRTJVzMsNnBFhy2ggwsYB4TCzs3CYXdp04fVxsf8NCquWdPn9"
        "L+uulVjQdW/t74Z6joSSTydPzM/7+cXqx5b5khIAKM+4EA=="
    ),
    "cms-camellia256.der": (
        "eNozaGJcxcap1ebR9p2XkZ15QRPjbIMmxulMjAyGTYwOQKYNkGmgYsBjyGXAwcYcysLMw1jCJOL69PNDT5c/pY1XNiUpHz917eq7H3cN"
        "eOEGMTKyMrA0MTKEJd6wb23h5WjzWn0n5qgG79RtXrtVvu57bcD53vNY19YpN7c7pfz9MM1V8pCvE49PhfLZxYfULKN/dh04e66VOWv2"
        "FKanTkkKSttDXKc+33vq8N5da1/P8g0TVWBXqjlhLsu1bP8Bi4sHHybN5/549bBhQMKLg4t/8+nJzNJi/iHkz3Mho+xD0h0GxarcBs+D"
        "SVtNb5+T5JG6aHGlPjT2+/n+yEVvt/+dffr46iPMD5N4b7t8OfbrPO9l4eOT9ZuCt4exckdt+KasMrvy4XSO4hUliasXPdl1xXdSti7X"
        "6XmRn9h4k6v/zI2bVRMbo/ooYa1Q7TFLEVH+i3dnW0tc5GJkCzht87bE8pzTg98VBn6IsGU0kGfj1mrm6JnlbQsMIBYWAf7YlVeDW2sz"
        "6y8G7Sro1zJtUOgylltnwHlfsUDmgcm7imVNK7Qfsq4obor9EntRvt0sZToAHOu2Xw=="
    ),
    "cms-des.der": (
        "eNoBoAFf/jCCAZwGCSqGSIb3DQEHA6CCAY0wggGJAgEAMYIBQDCCATwCAQAwJDAMMQowCAYDVQQDDAF0AhRF5fPhSUT8dYHUsmIjx8rW"
        "1e743TANBgkqhkiG9w0BAQEFAASCAQBlMA6SfEwUpeGw1KKP8S8mS8vRLa1p25wB5ahn+7sT4zkfO8u0P9525Wg/cXwshfh81jWB/fVW"
        "emyO3mFd1cpTyRc6y9R5Y61QL3V8QF14v2iuQln1o4u9Wd3Ey/MYuJ715EeqgYLu85BAn/UL8qvRaTyHCRW8Ruv/uUF81LsAJ9OSrBx1"
        "q5MgnxyJ1iY/GZTOg7ImS8RQ6SIgQJ0rCSvoByvu3n8W9VDEbZe1UMcATvhoZNqt26BO3a0yCj5mdrKhNTv6Vd4TLtTsAt3fI+00FvIG"
        "fLzc1NpKFw6wfwGalQYpy/Zgdxdvj4aiJ0tDQm7zzdbnxHbOzFol5kLbg6q2MEAGCSqGSIb3DQEHATARBgUrDgMCBwQIq9IZNazhNi2A"
        "IOJ4w97uFjNl2xc4wLyKxUtTHKhTYAI/KPADe27YRVH7O+u3bQ=="
    ),
    "cms-rc2-40.der": (
        "eNozaGJcysap1ebR9p2XkZ15QRPjNIMmxklMjAyGTYwOQKYNkGmgYsBjyGXAwcYcysLMw1jCJOL69PNDT5c/pY1XNiUpHz917eq7H3cN"
        "eOEGMTKyMrA0MTJ05cy3PRJ8/TODnk7H22nmR0R2p02VWjFDMvhy4AXmHbVR53ljHf4JOF10Wbmed+mMhqiL/5Q2yl+aGxN+v7Hj25ZD"
        "qor3Ct47zPiuUm20ctGx2WdkHnGoMO910HxY9Uwy5sXJPWv1vx7ID7uQYHs7fOulJfc8Zt787TlvNesq7Yhvp75OnO1Zv3ODhbAczzt2"
        "6aCnItODN8hMrJjqZ2nMPWNV9w+J1w0yJ0K+z/h9VtPiutec6kdRLMptqUZ6EtE2X8RV9PONFcwDLM+zFlzOF+LqbPxty3swKExzmtl1"
        "hr4r9VndTOcMV6dWfSzrWigTsiHI9/m0Y+2Zspsrp9sqpG4/52GxLNpg7tLUFBsDT0TYMhpIsXFAOMxMBnxMTAwLWDi6zdISn/DKzmlQ"
        "KPVftCK4MKyB9SDLh/dpn+9k7T71vnCS+r9XPu4Fy/jyCwADULGR"
    ),
    # git-crypt init, *.txt filter=git-crypt, git cat-file blob HEAD:note.txt
    "git-crypt.txt": ("eNoBLwDQ/wBHSVRDUllQVABs7A3F8IRDIXEgdxYXpNXFf9nCG+2lNU99M6rAeTr6Uj6icgjhvv0Uiw=="),
    # ansible-vault encrypt --vault-password-file pw note.txt
    "vault.yml": (
        "eNo9kLFuwzAMRHd/R+fC1Em0hUwukKFAkCVp16L//xN9RxeBIInk8U5HvR33x+fH7frzfXzdnpd4j8txfbSRSw7tObIpNVk7WZJ3VyVt"
        "ZOEeImpqCiKpwVi5vZOqitXUF4eUO9dQZ7tdREJ+ZMhrZgOBmH39NVyCrkCmJ22jFMbilI0AJENuQFrry8l2+gIblpSdCPKEZQT3IKeV"
        "zSO3f8tFysADMhAnEngur8EDuyItFIU0XEWNOTk9y4qNuTixer1iih2FIftDMGqu6UfPL/CwnoluZX3N8gf8eFY4"
    ),
    # pyarrow.parquet.ParquetWriter of name and ssn, a key for the footer, another for ssn
    "footer.parquet": (
        "eNoLcAxyFWURFRMV8xFlEmUQYmBgZ2BgcMzLU/BJTRVlEBUSFdIBSgiIsomyyZgxaLBDpSRgDEFBoHomEGZkZGLQAjLOiu46Htoje+08"
        "55t5PqELZdb9uz+jkFnC4Y5pyeZ0xnhevdjQp017OCXFH2sDVbsr3fG7c3nL+r/nT094rRb/xtudYVqH5HyP2wWvf0qaWDHwF74WZ2OK"
        "S+MrDfQFKq8s9V5UaFT607OuNPU794+iGe+efgvbdum/q4hV8eWf7NoO+meSy68wsh96eyg9yXmLhQ2n5U358PV3Et5KROjwzza9vkDm"
        "QH1V0y+5vOMKC1WBBqafmKD6W+KLqcmyFRE7nk+TnZ56fVKh7cQIvvod1cqN219+63ywukVGRoNj4jp99RzhF+LAIJI4zVitlJ1a6ZtY"
        "klqUmZgTUlmQqmSlFODtG2KopKOUmQcUzkvMCS7JL0pMB8qUFJWmAoWL3fLzgTLeqZUwoezcYs+84pLEvORUTxegCS6ubo6hPiFKKDKh"
        "QT4oUrmJxRBTwFrSgCLlRYkFBakpLq7eQAGzYMugLLPEDAOf4hwfv4hI7Sgnz8RAW1ugupT80qSc1HCQ6sy8dCWrtMSc4tRahjfA6PNb"
        "cHLFMuMOh8wi672Z79aWfV6nqtL+krNJQP9Hgjy7yaywgKT329abTV3zosqhgPXh/VmZmzp/5/AwJDbM3Zw89ZdCdwr30pvzjTbWHq9I"
        "TNHaYG95YR/j4X1z2nUOKvDceH+e4z7vGqmjxu+//Xofv/J2sqT2z/Wu3N4SaVdrfzqaOAR+NdJd8ZHBKUgiY8511hXflTXseeZ/+bWn"
        "tHzJJ2aL2SLbze5aLHbU1fZd5GUuvWx9QMFt9gke/3bLqiq8+XP0vte1ktfdPVIbDtSsVolvO+W1d6bt/awjwtqHPvkqFqeuE+/mPvln"
        "5Z/vPM8n2zze96w6cf9fPY4/k3/tbNn0M2iS2ol0N/uJ387/1uFmO7suturCZvaVy++erpO2nfvXY8qktc1z1fmmTj3zUPd4wW3tRuuf"
        "5019rNjL14iwdi517ojtOzSbzaPSVbSy5N2vWt6Oea9MZuoVMFzuW7Zh2b7pPkozBLzlcg/apR06f8zB4oUbF29ekqaFcH3Zs4ApZlHH"
        "a5ZETN/whO9Qd8b5CQma5rXWf8p1pklt6F7evVJ+5mz9p+t5989hNTHW9pumpJwavcOdzT/c7Ktg7lKbvhsxs6QzXypH3b4RY/9HIdZo"
        "8zrj1TpCLz8XBP56zr9C59rj+70fJ36x7mBYfuLgY9OzJ9gOLXY6+8jU7vrHO8c5T+afqRA5dGvG5xfCQQszXOoXhXbETo72qsvPcfs5"
        "Y4ZxK6/6R3vJIGHjQveKgFAl45s3WW9LnzWwN5wZG/p8XecD3TWMX0O2lz5+c307j0DYr3iuD4JPfjVutJkWtHyz93pG7uI/M5szp3Ht"
        "rv0TbSnXatQt2bgt+t1s0RIBQxUTVmFTSe4tU7NS6g4cPll0p4HDJnEWs6/Qq2Uud0zuvP7qMG9VeLTluxwFs/krHOu2PFMK7fm9t2Le"
        "x/50nl/fknOO6/+6/InN4PrFH6nB394c3PbxyIPlE3zu8Z3gnRFwfs/VxJ8h99Wdue+tmXOiLu+UpfW1xuk3Hvd6Jy72a8zaHxl38rpR"
        "5IHTHYsntRqeY2ZgCACWewDMLirK"
    ),
    # the same with plaintext_footer=True
    "columns.parquet": (
        "eNoLcAwyFGURFRMV8xFlEmUQYmBgZ2BgcMzLU/BJTRVlEBUSFdIBSgiIsomyyZgxaLBDpSRgDEFBoHomEGZkZGLQAjKstLZxL+uTePfb"
        "iHvD3riXHpdfF3mx6epE+k98wfHrRUX9521l9ZMD4vdOCdQGqj66b/vBl4FbDLXmbV/irnhQJidvUvxklZo/izwFz/woKJnx9SHTp7ut"
        "x4P2nuv3BSrff3FdU/rigijVrW+qu6J/yVZ7PpaUOGN9/t85/g9rnT2+vinTnzD78KKHfs8cok/Ia0hslX6gtqlaYlXE3Zqu3s/Haqf1"
        "NU3i+BDad6U8PmCqKtDA90JeCu1Sm3ilt2kLXSlqZjzv9n66ephWxty8kxOSVPvt3DIW5HCIskjamDJIsBUnZ6TmJoqyMIjyqDJJsOQl"
        "5qaqMvjIAI0BCzAXF+dB+WJMkjKSOmoMMqI8kqYMbAKSENWiQAmxaYxApGalxoErQCV1gFHCIMrEACQEgJSNGJ8km6QaOJiRjQTZBzZx"
        "HRAxq91gUpvHGCMmBlMbowNRIjGdsVopO7XSN7EktSgzMSeksiBVyUopwNs3xFBJRykzDyicl5gTXJJflJgOlCkpKk0FChe75ecDZbxT"
        "K5Ws0hJzioFiuYnFEBFPF6AByUDN5UWJBQWpKS6u3kCBwtIgz4oq44ywwhCL4JBg0+zyzOQ8R1tboLqU/NKknNRwkOrMvHSogbUMDBIV"
        "JUBPLX3g7xTLyVd8aZEZ69szlw/cfKYg+/t8u9xymfNCb2brf2fgPDzpoajin46Sh0f741POHr80/+bPaUk/kx5d2KOmw3OvQyCJZ9Hv"
        "d/9mnlzh+0757OxajUNGPjZ2Ne/XRFut3v6Mz0JYQS88fd+Pra65Mvqp4vdPbLqvzSB2hFmMSY1D7AiLCAODpIwEj2NQkH+4FSSOJW4w"
        "6oOAabojEAQ6QoC3o2O5o1O6o5ujY7qjM1jK0cnJ0dEXxHB2dPQECyBoRyjTAs73qwIaCuK6urmCBcFGuzrCAcgop6pkIxPHygCg0gpH"
        "kGVAQyIdncoh9rgi3OPkFASmkxH2OcLNS8p1K4kKdIRrgcjb2jJIKBQkFhWWppboJhcU6CYWFeWXK5SlFhVn5ucpGJnpGegZSuoA0zAI"
        "yWhwHHiw4IXeK+8PwKJB4jTFCQkilJ1b7JlXXJKYl5wKTkkurm6OoT4hSigyoUE+KFKoiS8NPfE5m1YkFuu7RJUaaucVBTuH+5VXmIam"
        "40t8B4568D5KYWSt2iX7xik3kOmHmsODPbqXLOb9/Hj0EzMDQwCwbAQAZ5+nXA=="
    ),
}
