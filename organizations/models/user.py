from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Creates people; an e-mail is stored folded, so that case never makes two of one."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, **fields)

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        return (email or "").strip().lower()


class User(AbstractBaseUser):
    """A person, who signs in by e-mail; what they may do follows from their memberships."""

    email = models.EmailField(
        _("электронная почта"), unique=True, error_messages={"unique": _("Такой адрес уже есть.")}
    )
    last_name = models.CharField(_("фамилия"), max_length=100)
    first_name = models.CharField(_("имя"), max_length=100)
    patronymic = models.CharField(_("отчество"), max_length=100, blank=True)
    position = models.CharField(_("должность"), max_length=200, blank=True)
    phone = models.CharField(_("телефон"), max_length=50, blank=True)
    is_active = models.BooleanField(_("доступ открыт"), default=True)
    is_staff = models.BooleanField(_("видит служебный раздел"), default=False)
    settings = models.JSONField(_("настройки"), default=dict, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["last_name", "first_name"]

    objects = UserManager()

    class Meta:
        verbose_name = _("сотрудник")
        verbose_name_plural = _("сотрудники")

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def clean(self) -> None:
        super().clean()
        self.email = UserManager.normalize_email(self.email)

    def get_full_name(self) -> str:
        """«Петрова Анна Сергеевна»."""
        return " ".join(part for part in (self.last_name, self.first_name, self.patronymic) if part)

    def get_short_name(self) -> str:
        """«Петрова А. С.»."""
        initials = " ".join(f"{part[0]}." for part in (self.first_name, self.patronymic) if part)
        return f"{self.last_name} {initials}".strip()

    def get_salutation(self) -> str:
        """«Уважаемая Елена Викторовна!»; without a patronymic nobody guesses who it is: «Уважаемые коллеги!»."""
        name = f"{self.first_name} {self.patronymic}"
        if self.patronymic.endswith("на"):
            return _("Уважаемая %(name)s!") % {"name": name}
        if self.patronymic.endswith("ич"):
            return _("Уважаемый %(name)s!") % {"name": name}
        return str(_("Уважаемые коллеги!"))

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """The admin only shows: staff may view, nobody may add, change or delete there."""
        return self.is_active and self.is_staff and perm.partition(".")[2].startswith("view_")

    def has_perms(self, perm_list: list[str], obj: object = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perm_list)

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_staff
