"""A line in somebody's inbox, messages to reporters, and texts that the demonstration keeps instead of sending them.

What holds contacts of people lies under row-level security; its `area` is the county itself.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.domains.notices.method import Channel, Occasion
from linli.domains.notices.states import HELD, OPEN, STATES, VIEW, WAYS, Direct, Standing, State
from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet
from linli.kernel.scoping import ScopedManager

TEXT = "notices.text"  # the purpose under which a kept message is sealed


class Notice(models.Model):
    """Something that one staff member should know. `text` is a message id, `params` fill it, `key` says of what occasion it
    is: the same occasion is told to the same person once. `subject` says what it is about ("case:12"): the inbox has one row
    per subject. `url` is a path of this product, or "".
    """

    person = models.ForeignKey("people.StaffCard", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=120)
    subject = models.CharField(max_length=120)
    text = models.CharField(max_length=200)
    params = models.JSONField(default=dict)
    url = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "key"], name="notice_once"),)
        indexes = (
            models.Index(fields=["person", "subject", "-id"], name="notice_inbox"),
            models.Index(fields=["person", "subject"], condition=models.Q(read_at=None), name="notice_unread"),
            models.Index(fields=["key"], name="notice_by_key", opclasses=["text_pattern_ops"]),
        )

    def __str__(self) -> str:
        return f"notice {self.pk}"


class SentText(models.Model):
    """A text message as the console gateway keeps it: for the demo's page alone. `text` is sealed, since it may hold a code."""

    phone_masked = models.CharField(max_length=20)
    text_sealed = models.BinaryField(default=bytes)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"text {self.pk}"


class CentreQuerySet(AreaScopedQuerySet):
    """Rows of one's county, for those who look after messages."""

    view_permission = VIEW


class Recipient(AreaScopedModel):
    """Somebody who is told about their reports: `subject_*` says who, in the app that knows them ("cases.reporter", id).

    Phone and mailbox are sealed; blind indexes find who doesn't want messages. `mail_*` is "" until the person gives one, at
    `mail_asked_at`; until `mail_proven_at`, nothing but the question whether it is theirs goes there.
    """

    subject_kind = models.CharField(max_length=64)
    subject_id = models.BigIntegerField()
    phone_sealed = models.BinaryField(default=bytes)
    phone_index = models.CharField(max_length=64, blank=True, db_collation="C")
    phone_masked = models.CharField(max_length=20, blank=True)
    mail_sealed = models.BinaryField(default=bytes)
    mail_index = models.CharField(max_length=64, blank=True, db_collation="C")
    mail_masked = models.CharField(max_length=120, blank=True)
    mail_asked_at = models.DateTimeField(null=True, blank=True)
    mail_proven_at = models.DateTimeField(null=True, blank=True)
    added_at = models.DateTimeField()

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(CentreQuerySet)()

    class Meta(AreaScopedModel.Meta):
        constraints = (models.UniqueConstraint(fields=["subject_kind", "subject_id"], name="notices_recipient_once"),)
        indexes = (
            models.Index(fields=["phone_index"], condition=~Q(phone_index=""), name="notices_by_phone"),
            models.Index(fields=["mail_index"], condition=~Q(mail_index=""), name="notices_by_mail"),
            models.Index(fields=["added_at"], name="notices_recipient_age"),
        )

    def __str__(self) -> str:
        return f"recipient {self.pk}"

    def masked(self, channel: str) -> str:
        """The contact of a channel behind stars; "" where there is none."""
        return {Channel.SMS: self.phone_masked, Channel.MAIL: self.mail_masked}.get(Channel(channel), "")

    def index(self, channel: str) -> str:
        """The blind index of a channel's contact; "" where there is none."""
        return {Channel.SMS: self.phone_index, Channel.MAIL: self.mail_index}.get(Channel(channel), "")


class Message(AreaScopedModel):
    """One message to one recipient by one channel. `key` says of what occasion it is: the same is told once, whatever is retried.

    `about_*` is what it is about ("cases.case", id), `ref` its number, `line` the line of history that it tells (0: none). The words
    are sealed and go when the message has gone out. `held` is true while it waits for the morning; `reason` is a msgid. From `until`
    on it isn't sent any more (null: as long as the method tries).
    """

    recipient = models.ForeignKey(Recipient, on_delete=models.CASCADE, related_name="messages")
    channel = models.CharField(max_length=8, choices=[(c.value, c.value) for c in Channel])
    occasion = models.CharField(max_length=20, choices=[(o.value, o.value) for o in (*Occasion, *Direct)])
    key = models.CharField(max_length=80)
    about_kind = models.CharField(max_length=64)
    about_id = models.BigIntegerField()
    ref = models.CharField(max_length=40)
    line = models.BigIntegerField(default=0)
    urgent = models.BooleanField(default=False)
    subject = models.CharField(max_length=200, blank=True)
    text_sealed = models.BinaryField(default=bytes)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State], default=State.WAITING)
    held = models.BooleanField(default=False)
    attempts = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    next_at = models.DateTimeField()
    waits_since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=80, blank=True)
    error = models.CharField(max_length=200, blank=True)
    handle = models.CharField(max_length=80, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(CentreQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=["recipient", "channel", "key"], name="notices_message_once"),)
        indexes = (
            models.Index(fields=["next_at", "id"], condition=Q(state__in=OPEN), name="notices_due"),
            models.Index(fields=["county", "state", "-id"], name="notices_log"),
            models.Index(fields=["made_at"], name="notices_age"),
        )

    def __str__(self) -> str:
        return f"message {self.pk}"

    @property
    def name(self) -> str:
        """What the gateway knows it by, the same at each try: a gateway that sees it twice can tell."""
        return f"linli-{self.pk}"

    @property
    def is_direct(self) -> bool:
        """Whether somebody asked for it themselves."""
        return self.occasion in list(Direct)

    @property
    def what(self) -> Standing:
        """How it stands, in words."""
        return HELD if self.held and self.state == State.WAITING else STATES[State(self.state)]

    @property
    def way(self) -> str:
        """The channel's msgid."""
        return WAYS[self.channel]


class Refusal(AreaScopedModel):
    """Somebody doesn't want messages by a channel in a county, whatever they reported there. `by` says who wrote it down."""

    channel = models.CharField(max_length=8, choices=[(c.value, c.value) for c in Channel])
    contact_sealed = models.BinaryField(default=bytes)
    contact_index = models.CharField(max_length=64, db_collation="C")
    contact_masked = models.CharField(max_length=120)
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(CentreQuerySet)()

    class Meta(AreaScopedModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=["county", "channel", "contact_index"], name="notices_refusal_once"),
        )
        indexes = (models.Index(fields=["at"], name="notices_refusal_age"),)

    def __str__(self) -> str:
        return f"refusal {self.pk}"
