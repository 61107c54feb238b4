"""Columnar files and Avro files, written by the libraries that read them."""

from __future__ import annotations

import base64
import io

import fastavro
import pyarrow as pa
import pyarrow.feather
import pyarrow.orc
import pyarrow.parquet
import pyarrow.parquet.encryption as secret


class Keys(secret.KmsClient):
    """A key service that hides nothing: the wrapped key is the key."""

    def __init__(self, _configuration: object) -> None:
        super().__init__()

    def wrap_key(self, key, _name):
        return base64.b64encode(key)

    def unwrap_key(self, key, _name):
        return base64.b64decode(key)


def parquet(table: pa.Table, **options) -> bytes:
    out = io.BytesIO()
    pyarrow.parquet.write_table(table, out, **options)
    return out.getvalue()


def locked_parquet(table: pa.Table, columns: list[str], *, plain_footer: bool) -> bytes:
    """With a key for these columns and one for the footer, which may stay in the clear."""
    settings = secret.EncryptionConfiguration("footer", column_keys={"key": columns}, plaintext_footer=plain_footer)
    factory = secret.CryptoFactory(Keys)
    properties = factory.file_encryption_properties(secret.KmsConnectionConfig(), settings)
    out = io.BytesIO()
    with pyarrow.parquet.ParquetWriter(out, table.schema, encryption_properties=properties) as writer:
        writer.write_table(table)
    return out.getvalue()


def orc(table: pa.Table, **options) -> bytes:
    out = io.BytesIO()
    pyarrow.orc.write_table(table, out, **options)
    return out.getvalue()


def feather(table: pa.Table, **options) -> bytes:
    out = io.BytesIO()
    pyarrow.feather.write_feather(table, out, **options)
    return out.getvalue()


def arrow_stream(table: pa.Table, rows: int | None = None) -> bytes:
    out = io.BytesIO()
    with pa.ipc.new_stream(out, table.schema) as writer:
        writer.write_table(table, rows)
    return out.getvalue()


def avro(schema: object, records: list[object], codec: str = "null", **options) -> bytes:
    out = io.BytesIO()
    fastavro.writer(out, schema, records, codec=codec, **options)
    return out.getvalue()


PERSON = {
    "type": "record",
    "name": "Person",
    "fields": [{"name": "name", "type": "string"}, {"name": "ssn", "type": ["null", "string"]}],
}
