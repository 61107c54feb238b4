"""Buckets of S3 and of what speaks its language, by s3fs: ListObjectsV2, HeadObject and GetObject.

Where something is found GetPublicAccessBlock, GetBucketPolicyStatus and GetBucketAcl, once; and no other call.

Credentials, region and endpoint are those of the AWS tools: AWS_PROFILE, AWS_ACCESS_KEY_ID, AWS_ENDPOINT_URL, roles.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from piiscan.sources.remote.line import ANSWER, CONNECT, QUICK, Line
from piiscan.sources.remote.places import Entry, Got, below, nanoseconds, onward

AT_ONCE = 1 << 18  # bytes
PAGE = 1000  # names of one listing: what the service gives at most
_EVERYBODY = {
    "AllUsers": "everybody may list the bucket",
    "AuthenticatedUsers": "everybody with an account of AWS may list the bucket",
}
_PATIENCE = {"connect_timeout": CONNECT, "read_timeout": ANSWER, "retries": {"mode": "standard", "max_attempts": 1}}


class Place:
    """A bucket."""

    flat = True

    def __init__(self, scheme: str, host: str) -> None:
        import s3fs

        del scheme
        self._bucket = host
        self.line = Line()
        self._fs = s3fs.S3FileSystem(config_kwargs=_PATIENCE, use_listings_cache=False, skip_instance_cache=True)
        self._fs.retries = 1  # nor does the library beneath it try again: `Line` does

    def look(self, path: str) -> Entry | None:
        """The object with this key."""
        try:
            head = self.line.ask(lambda: self._fs.call_s3("head_object", Bucket=self._bucket, Key=path), absent=True)
        except FileNotFoundError:
            return None
        return Entry(path.rpartition("/")[2], head["ContentLength"], nanoseconds(head["LastModified"]), _tag(head))

    def entries(self, folder: str) -> Iterator[Entry]:
        """The keys up to the next "/"."""
        more: dict[str, Any] = {}
        while True:
            page = self.line.ask(lambda more=more: self._page(folder, **more))  # type: ignore[misc]
            for item in page.get("Contents", ()):
                name = below(item["Key"], folder)
                yield Entry(name, item["Size"], nanoseconds(item["LastModified"]), _tag(item))
            for item in page.get("CommonPrefixes", ()):
                yield Entry(below(item["Prefix"], folder, prefix=True)[:-1], folder=True)
            if not page.get("IsTruncated"):
                return
            more = {"ContinuationToken": onward(page["NextContinuationToken"], more.get("ContinuationToken"))}

    def public(self) -> tuple[str, ...]:
        """What the settings of the bucket say of everybody."""
        shut = self._setting("get_public_access_block").get("PublicAccessBlockConfiguration", {})
        facts = []
        if not shut.get("RestrictPublicBuckets"):
            status = self._setting("get_bucket_policy_status").get("PolicyStatus", {})
            if status.get("IsPublic"):
                facts.append("the policy of the bucket is public")
        if not shut.get("IgnorePublicAcls"):
            grants = self._setting("get_bucket_acl").get("Grants", ())
            given = {
                grant.get("Grantee", {}).get("URI", "").rpartition("/")[2]
                for grant in grants
                if grant.get("Permission") in {"READ", "FULL_CONTROL"}
            }
            facts += [words for group, words in _EVERYBODY.items() if group in given]
        return tuple(facts)

    def _setting(self, name: str) -> dict[str, Any]:
        """What the service says; nothing where that was refused or never set."""
        try:
            said: dict[str, Any] = self._fs.call_s3(name, Bucket=self._bucket)
        except Exception:  # noqa: BLE001 - of one setting, which is one fact of several
            return {}
        return said

    def _page(self, folder: str, **more: str) -> dict[str, Any]:
        asked = {"Bucket": self._bucket, "Prefix": folder, "Delimiter": "/", "MaxKeys": PAGE, **more}
        page: dict[str, Any] = self._fs.call_s3("list_objects_v2", **asked)
        return page

    def fetch(self, path: str, start: int, end: int) -> Got:
        """GetObject with a range."""
        import asyncio

        from fsspec.asyn import sync

        async def get() -> Got:
            asked = {"Bucket": self._bucket, "Key": path, "Range": f"bytes={start}-{end - 1}"}
            data = bytearray()
            async with asyncio.timeout(QUICK) as patience:
                answer = await self._fs._call_s3("get_object", **asked)  # noqa: SLF001 - `call_s3` for one that waits
                try:
                    while more := await answer["Body"].read(AT_ONCE):
                        data += more
                        patience.reschedule(asyncio.get_running_loop().time() + QUICK)
                finally:
                    answer["Body"].close()
            return Got(bytes(data), _tag(answer))

        got: Got = sync(self._fs.loop, get)
        return got


def _tag(answer: dict[str, Any]) -> str:
    return str(answer.get("ETag", "")).strip('"')
