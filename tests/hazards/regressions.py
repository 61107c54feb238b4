"""Broken files that once did harm, as they were: what they did, and the bytes (zlib, base64).

Rule: 4 kB at most each, of what `benchmarks/torture.py` made. Add one with `python tests/hazards/regressions.py FILE`.
"""

from __future__ import annotations

import base64
import sys
import zlib
from pathlib import Path

FILES = {
    "a chain of sectors without end.xls": (
        "eNq7cF7wwcKNUg8Z0IAdAzPDv/+cDGxIYoxAzATjCED4IPzv////ICFmIP4/CoYU4OQARiQbK8Nu3jPsoDgExbcTMJY3sLQycDPY"
        "MEDiNSCxEsRdCE4AzAwemSlcQCZErwCKXhYmXmgCYWFg8EvMTWVh4oEmE2DyCA72Y2ESAPMYGIB6HPPyFHxSgWpEgGIgUW4GBgND"
        "A11LE10DAwNDelhixMUwkgEsTzNDAhOel0fByABBDPlAWMKgwODKkAekixgqSdIvxsDKCCtLGEnQ5wBVHA60vYghmyEJ7I5skt0v"
        "xMDEiFyeEauPjZF6YUiO/aNBQFVAif2gIg+G/462CEYcAAAXrSRN"
    ),
    "keys that hold what holds them.plist": (
        "eNpLKsjJLC4xMLjMyMTMwsoWmpxfmlcSmpmXl1oUVpBaVJyfJ8DsL+CfBFV2CaQsxC8xNzU4ONgv3Ck/SSEosTLawNBA19JE18DA"
        "wIiDV0hMjgEMGBkhNAMrAyrQusTOwcmFMMYxL0/BJzUVyRhDDn5RaSWVsuqGlkVohnGjGTYDAOtKJgg="
    ),
    "an exception that is no other's.orc": (
        "eNrzD3KWYWB4nCSe9HTGA/EDB1iTGRgSgAJBj5NSGRgVI/s467ySYt70VVZy2a1c6WTQdqR5sQwjT8ysGJn6mXYahj98EpQWiDDk"
        "AbUIQbTEgbTkxPA48QjxABV6xeQ4BM7n9HESUuB0XMCyvXFh47qlnesaGxsXtkQwMDNIMTBY/5g/9+EDhaPsT25KMnxhYnh7VVGQ"
        "gYGD+YBWyMHg5Gn/JinsOfT+xr7y7EllLg+4RQ6KzXBWujChzWSJIm+mh7PUpVEmNZg/og8zowc+825o4NuZ7p5rofSBtSuB+4yi"
        "YMZomFGZ+WftQ8ZZDJgpX6oj/Ifsbf9Lu037OGoalW4wFXuwEGWivKmNEjhnNUJyloTEHQkzBgZxBgYDQwNdSxNdAwMDwxJQzn+c"
        "IJwwQeAJ08UeoWMJszwPcXkYM/5kinkj0+PwS0Q6osHTicXDmCnTTlGMj42RTeEki/LSGXdrnRlAmoueJT2OMGg3bGj05nPR7izc"
        "aP3sqeaPJcu4DkoIse9ibfw0KaHSUY9NMY/ZmTnWWziWmZnZmXMjA5sGFJxTPHr6oE6A+sd234NhyQdl3FQL+eQU1dzUNKftOXIn"
        "RPPZo0c2rGy8bMxsqnx8ZSXTGAOaRaXZJ/AkbJjEfBGtXGrMc1ywRyUibkK3Y8ftAxccrl9yuX7gwIEAJ52Gg4lN89mThVZPlBNg"
        "YuCoFmCUaGhgUWJi4NGwNWBr+sLM7B/kLA4AxtPVtw=="
    ),
    "thousands of files in a message.gpg": (
        "eNoBhQB6/6MDQlpoOTFBWSZTWdIKA9cAZaFfhMAQQAZkIKAFCAAS4ZQAAAggAKAAiBJQmQ0PRAHqBSqjINDQAZHs8twAQklW/deQ"
        "AQklNmxaI0C0nvPohl50BKrb32fQSq8AlVwBKrUEqsASqw0BKrTpVRVccQSqyBKrUEqsMc+v8XckU4UJDSCgPXBPyzJp"
    ),
    "thousands of headers.mht": (
        "eNrtzs1q20AUBeC9QO8wZF3VMnRTNTHEjlsCiRd1yF62x41ae6Qq4xK/fX827SOU8HE3H5wD534c+2MTLtftj7gLm3OYH7r0bVYW"
        "69Pma9zmJqxzu9+Xxf3t/bJ6jONz16cmTN/WZbHoU44pVw/nITbheDrkbmjHPBnjoc1x9yFs+lPateP56mJ+MV9+ul01j4vrzzcF"
        "MzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMz"
        "MzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzM/P/4OXqhoiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiI"
        "iIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiF6Ryl9XVfOy"
        "WPQpx5Srh/MQm5DjS5485ePhn2Bs0/M+jtUybftdl7404fupz3FXDWOXcrs5xL/lu37b5q5PTXjKeWgmk5fJ76XLYXadUriL8U1Y"
        "r1ehntbV+3fVVVnUdT29nAyzP99UVVn8BMuTgT4="
    ),
    "tokens run together.jwt": (
        "eNpLrfTKSHJPzvTPdMwMdvOt9AuJzEwL1Eut9CqNDDfM8czKT/fMditNynTyjQoPzfRxdsxMNvYrBYtnOVb4OhuY+jkblPu6OI5q"
        "HdU6qnVU66jWUa2jWke1jmoFa2VgGA2mUa1001rhmWegl2yUk8cFADy3AWo="
    ),
    "an arithmetic sequence cut short.RData": (
        "eNoBuAJH/f03elhaAAABaSLeNgIAIQEcAAAAEM9YzOAIngJ8XQApEQdUaBHkblLKoDPFJF67a5zXi1M3D9XSm7IVKgcE+MgI8+nnFZw9"
        "rSTPcCNFWRXfqiY8z3909z+PDcMl2C9Pb2SH9LNWOr48Ckwy0Oyf2VSwHis99XD5CpeK4BSis+AWQVoIfVUfCvivUXCK2P7s4MJliVD7"
        "DqPAuNTPTpkjIgmWSRpFyMy2NTVgQlgc3rKeYIMPV+yDTGRLYXWB3TyeYOXzR6iZDtJAvCP1LJrHB4hF6ddu9jqK47E3qz5WX0Rx/Gow"
        "Ab4J8LfkE8/vlEUpGO7Qkrms0Cc7ZyTx0o+mBrFdvZCV7MvKLSTSxdTV74ZlnASS27xM3955goWoIEGOdP+2eiOulbgHDmC+kCCcCkXr"
        "jju0iBVKLBpU9n+s1+CIgJzQo65KzYBluVVb4VnMisE5duT4lBl10fdWP7+nW7tbgVhEewSC+TsmAY6Pdf6UPHpTTofQV7oFpT6a9ZK+"
        "+f1zGetm59tCQYMRqWFWVfXwADO0ogr/OYc9s5juFoHLXGNOObq58TNuh85R8ISCQ96e3oXIs5LSMlKkvpFCoB2mHYlg9TX/KisECCGg"
        "IUgV1L1nZ6Qf5u9bWn6yVaf4iWwY1OQjLnWE/Y8Tb8ezaHedvKVNFi1gm4I6KsJs3iRv2ZzPsnqj0rvOBgVr5SMcEnuapTAjapADASAh"
        "Dg8xQfUWMOx16EyMuwgNRZzpSIiljputNa67TMz8fe697+cHwpP3oIfvfV15iSi0P1jOMRMblM+dR7jS4abO6bvmdD8dzhf4/RIxxLxp"
        "Ai8mOv4NeRpF1fEUf3sT1qTZiI0w1cpsp1IKzWh23wlkh9y3RTd+L1FLY8FGnKPHtQAAEORHpgABlAWfEQAATTeFdT4wDYsCAAAAAAFZ"
        "WnxETFs="
    ),
    "elements in elements, again and again.xml": (
        "eNrt17EJwzAQhtE+U2QBozOkCRyC9FlChcoIg/eH2J7C2A++V+jQAn+2mpIkSZLO3SOXmqP9ev2M8fz2nuV45bqOGnNM79cUEXOW/ZBl"
        "+10aAHBVkiTZw/YwANjDkiTZw/YwANjDkiTZwwCAPSxJkj0MANjDkiTZwwCAPSxJkj0MANjDkiTZwwCAPSxJkj0MANjDkiTZwwCAPSxJ"
        "kj0MANjDkiTZwwCAPSxJkj0MANjDkiTZwwCAPSxJkj0MANjDkiTZwwCAPSxJkj0MANjDkiTZwwCAPSxJsoftYQDAHpYk2cP2MADYw5Ik"
        "2cP2MADYw5Ik2cP2MADYw5Ik2cMAgD0sSZI9DADYw5Ik2cMAgD0sSZI9DADYw5Ik2cMAgD0sSZI9DADYw5Ik2cMAgD0sSZI9DADYw5Ik"
        "2cMAgD0sSZI9DADYw5Ik2cMAgD0sSZI9DADYw5Ik2cMAgD0sSZI9DADYw5Ik2cMAgD0sSbKH7WEAsIclSbKH7WEAsIclSbKH7WEAsIcl"
        "SbKHAQB7WJIkexgAsIclSbKHAQB7WJIkexgAsIclSbKHAQB7WJIkexgAsIclSbKHAQB7WJIkexgAsIclSbKHAQB7WJIkexgAsIclSbKH"
        "AQAA4Ib+bXhOVA=="
    ),
}


def data(name: str) -> bytes:
    """The bytes of one of them."""
    return zlib.decompress(base64.b64decode(FILES[name]))


if __name__ == "__main__":
    packed = base64.b64encode(zlib.compress(Path(sys.argv[1]).read_bytes(), 9)).decode()
    sys.stdout.write("\n".join(f'        "{packed[at : at + 100]}"' for at in range(0, len(packed), 100)) + "\n")
