"""What is encrypted: the verdict by cipher and key, and what the operator's passwords open.

By how a file begins. `sealed`
Which cipher is strong. `ciphers`
Messages and keys by standards. `openpgp`, `openpgp_armor`, `openpgp_packets`, `openpgp_keys`; `cms`, `ber`; `jose`
Vaults, volumes, stores of keys. `vaults`, `vault_keys`, `volumes`, `key_stores`
Single values of a text. `kind`, `values`, `tokens`
"""
