"""Cookies and tokens that real libraries made of one record, {"name": "Ann Lee", "ssn": "010-94-0001"}."""

SEALED = {
    # jwcrypto 1.6.1: jwe.JWE(record, header).serialize(compact=True); alg A256KW, enc A256CBC-HS512
    "jwe-A256KW": (
        "eyJhbGciOiAiQTI1NktXIiwgImVuYyI6ICJBMjU2Q0JDLUhTNTEyIn0.Lo2gtZx8XDMshuS-iByWnaayyPhb3scdEc72Wr1DPGRB"
        "P2MV-aH6DB2nL6iAR95Y2mqCA1P1AwRSwoYAEYveIlNWvhYfuk6G.15jxNn28jXxdCBdenh2X1w.eaU82tB7pIqyl4zvEIM1TnaM"
        "uR2iYDYcPgdLxEgCEHMq5Gr9y9z6UJRKv6BSaiHI.-7WeZZ_euZ3wC2pyHQhIdfiboIKbAqpRZRQ0yUO7q5Y"
    ),
    # the same; alg dir, enc A256GCM
    "jwe-dir": (
        "eyJhbGciOiAiZGlyIiwgImVuYyI6ICJBMjU2R0NNIn0..xFxWqInbWuHop9sN.edVPWeIZtjpJN6oBZkEaI2VY6-qPW-cN8Dgt8j"
        "jbYxl01S1LZpr-jfo.P7YI9_vGKhesc8VJQLuvHQ"
    ),
    # the same; {"typ": "JWT", "enc": "A128GCM", "alg": "A256KW"}
    "jwe-turned": (
        "eyJ0eXAiOiAiSldUIiwgImVuYyI6ICJBMTI4R0NNIiwgImFsZyI6ICJBMjU2S1cifQ.gJdTzczWvtKXgoIEUTqjtoJMV0p7g-TB."
        "7K_kneiDKa5L1R5J.Z4F8S8SK7gN3ZND21PdoEzODKYLDhuxxJkDg6ayEF5JDOmLv8Ps9Zm0.uUjdB2q6OXqk-_MBcYiZXg"
    ),
    # the same; {"alg":"RSA-OAEP","enc":"A256GCM"}
    "jwe-RSA-OAEP": (
        "eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.RVLHr6RmeHTJAmjNF8bpF-PvSEHj8xzvh4QwsvHUvkQ4Ogf8H1uIj"
        "9v9ryuvkmgDE3UB0O8UOMChsf_Cl8NJswP-CbR_XcVMZsRj2w4ZBrbGbYbetCsaMHv98zTVlGiqcveB8Ct118vJ5vfZnCr_VNViv"
        "u5Fz4imK9wVGGLdL_QFSs721px5CgMOvRp4qt_iNya43Hho6Qgyeg_D0pr6RQmXlN49cfdzRpgQERVLC97ez2EZMjrIpEUVVg4CG"
        "kvoIcZYdr-QtRjZha4ZqpvuHiyeqZX9ThsVHY6C0j3QpXgJi3bYEZeSAguQKGZvlk7w8tTzbnDtIQ8sTidoKNYleQ.lnzQtWV4AJ"
        "EFbmVb.tU1gnJm-uJ2YrzGdwMLRLNXl52PNp9AXZRuBLBFmhsxbznXZwIi4_Dk.6LZ4DBg_I0A5Bc4YHd7VBw"
    ),
    # the same; {"alg":"ECDH-ES","enc":"A128CBC-HS256","kid":"1"}
    "jwe-ECDH-ES": (
        "eyJhbGciOiJFQ0RILUVTIiwiZW5jIjoiQTEyOENCQy1IUzI1NiIsImVwayI6eyJjcnYiOiJQLTI1NiIsImt0eSI6IkVDIiwieCI6"
        "ImdCdXVoQ3FBRXdnOXJiUlV4bHptR2VndG5NQnBnaFZDbFl6LUxEaWM5Vk0iLCJ5IjoiVnN0OG53UFpDaFpNV1pLUzR3S0FaTlR6"
        "cnU1X3A3cV9WZlhrZU5ldnROSSJ9LCJraWQiOiIxIn0..Gdm2988NM3vBQ2XqHOkdQg.yhOzktIM1Bn1cLtoFL4aN4uUwl6PjG9K"
        "hVEiBFcGGa7GyVVldS9SjMLwmzmlBXZY.Zg5pIXucV0VtR4m2Cpyjtw"
    ),
    # the same; {"alg":"A256GCMKW","enc":"A192GCM"}
    "jwe-A256GCMKW": (
        "eyJhbGciOiJBMjU2R0NNS1ciLCJlbmMiOiJBMTkyR0NNIiwiaXYiOiJrMzl5TXhQWDBCdF9VbG9oIiwidGFnIjoiTWZzd3p5aXI4"
        "SU1sOGZidnJIY1pFdyJ9.R-y_OVI7mZwDSurf76QFneqbkEPsvjvP.Vz61OT72xkkxUkCu.4JaXvNSGM8_WJu6gh4K__jchh-irR"
        "lkW8qRP72iqMtB0g62LlQC-grc.42SKKzY0Y7IQ_jTprlhfqA"
    ),
    # pyseto 1.10.0: encode(Key.new(version=1, purpose="local", key=...), record); of versions 2, 3 and 4 likewise
    "paseto-1": (
        "v1.local.GYsDWkySOpT22h-FBUgCMUPXyp2rsEUFqxV1Pn3pvUZ2mxNZueQb6bHHoZ9EtYp9uv1NIeUbcTH9WlJJtnXeNcjQJ1o"
        "OPqyAHZLt-tOOpuRLUbcocm5NwK2F2RBUPiBlKZdghMYvKlDOXQRLtevXnCWKLa30XDxF7w"
    ),
    "paseto-2": (
        "v2.local.cbhOne5DfKCe3OIwGYf3J9DeqXYWBiXWTV0vvk2EpWBjsAJGsYSByAD0YqIUQbuow1r069M4HTblG0NLw1hiylRScXz"
        "ekX7NW10aFJpfr7P5"
    ),
    "paseto-3": (
        "v3.local.HqfecrpEfANsJX3nwOV4mG8Y-xYjyuWtR0b015pPGLKAmp2sF6p3S0VJ2DArq2iYk-5y0Ouh61fa15wajgXBlWypJDz"
        "r49sf4t38CiLqcPVnJAm_tzXMwtdmO8PBVroJF-FLCbkEeUMXaoVbRKCNOy21WQsVPa7psw"
    ),
    "paseto-4": (
        "v4.local.CmK7eRPmHnVndfvNtm5ngW4tcm6sYBvCvDj1Fj779lqo5wqdy9-Chv2x1BroEf84kKUeDkYpgcR0K4pGw-9Ux80OwML"
        "x8gD4zFKTS3AI10RDyh6UFPzlcRtQgOGxHTsYfaaa7Dqsy6b0"
    ),
    # @hapi/iron 7.0.1 of npm: seal(record, password, defaults)
    "iron": (
        "Fe26.2**c1c941a4b92caeb1a864a4e55c069aecdb1b0bd084fe409585c433d06b3bccc0*dhZ_P0GhLzVEmKRXR_MK-Q*Kiea"
        "tVVoeN-C4sVgoJdsgEYamfg0Jh_Srse4k6e_0OOxQlLaKZnBnDi2osyyl9A4**e4f7c6b86c5de9764302bc6ef8e72eb2c229bc"
        "59a96167d664209744375b8a56*WFb6em9ZzpEabzlkBjG9iMS4PiFMKWox6hGIIUZikYU"
    ),
}
"""What needs a key."""
SIGNED = {
    # Django 5.2.19: signing.dumps(record)
    "django": (
        "eyJuYW1lIjoiQW5uIExlZSIsInNzbiI6IjAxMC05NC0wMDAxIn0:1xWsJB:HatnnWLUWUcsRsvBupCKGPBuvwH7Q-HZUh4PmCWi1Qg"
    ),
    # the same of a longer record; compress=True
    "django-zlib": (
        ".eJyrVspLzE1VslJyzMtT8ElNVdJRKi7OA_INDA10LU10DQwMDIFiefklIEVAKiMzL10hP00BJKJQXJKYl1KskJFalKowKjcqhy6"
        "nVAsA8djbKg:1xWsJB:uMTGW3SuY74t7TucoE4kqI9w7LvLywVaLqdLWH1R4JM"
    ),
    # Flask 3.1.3 (itsdangerous 2.2.0): SecureCookieSessionInterface().get_signing_serializer(app).dumps(record)
    "flask": "eyJuYW1lIjoiQW5uIExlZSIsInNzbiI6IjAxMC05NC0wMDAxIn0.awlODg.kRd50EUICcX7OUy6V7unWM3_EI4",
    # the same of a longer record
    "flask-zlib": (
        ".eJyrVspLzE1VslJyzMtT8ElNVdJRKi7OA_INDA10LU10DQwMDIFiefklIEVAKiMzL10hP00BJKJQXJKYl1KskJFalKowKjcqhy6"
        "nVAsA8djbKg.awlODg.UixJ-IzBj_gbvlSGRSPOhXJX1xk"
    ),
    # jwcrypto: jwt.JWT of HS256
    "jwt": (
        "eyJhbGciOiJIUzI1NiJ9.eyJuYW1lIjoiQW5uIExlZSIsInNzbiI6IjAxMC05NC0wMDAxIn0.MG9dt0hKEdTqtpeb6pdke-m9uRF"
        "QoaUi6FMB2Fu-P-g"
    ),
    # pyseto: of purpose "public", version 4
    "paseto-public": (
        "v4.public.eyJuYW1lIjogIkFubiBMZWUiLCAic3NuIjogIjAxMC05NC0wMDAxIn1TGpk-V7oJitm0Jn9CiXsgH4OQIL_PcUEQU-"
        "6isB44_MFy_N4Z4yEXN4swlhCYjV2L70eYrIW_eefPCxvDRR0N"
    ),
}
"""What anyone can decode."""
