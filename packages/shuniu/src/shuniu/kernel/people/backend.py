"""Django's door to our accounts: who signs in, without Django's own users, groups and permissions."""

from __future__ import annotations

from django.db.models import IntegerField
from django.http import HttpRequest

from shuniu.kernel.base.prepared import Prepared
from shuniu.kernel.people.models import Account


class AccountBackend:
    """Authentication by username and password; permissions are posts and duties, never Django's."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None
    ) -> Account | None:
        """The active account with this password, or None; a wrong name costs the same time as a wrong password."""
        if username is None or password is None:
            return None
        account = Account.objects.filter(username=username).first()
        if account is None:
            Account().set_password(password)
            return None
        return account if account.is_active and account.check_password(password) else None

    def get_user(self, user_id: int) -> Account | None:
        """The account of a session."""
        return _OF_SESSION.first(pk=user_id)


_OF_SESSION = Prepared(lambda pk: Account.objects.filter(pk=pk), pk=IntegerField())
