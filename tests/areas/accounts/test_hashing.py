"""How passwords are kept: the one place where a hash is made at its full cost."""

from __future__ import annotations

from unittest.mock import patch

from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, make_password

from tests.areas.accounts.people import PASSWORD
from tests.conftest import SITE_HASHES


def test_a_password_is_kept_as_argon2id_at_the_cost_that_the_library_advises() -> None:
    with patch.multiple(Argon2PasswordHasher, **SITE_HASHES):
        kept = make_password(PASSWORD)
        assert kept.startswith("argon2$argon2id$v=19$m=102400,t=2,p=8$")
        assert check_password(PASSWORD, kept)
        assert not check_password(PASSWORD + " ", kept)
    assert make_password(PASSWORD) != kept
