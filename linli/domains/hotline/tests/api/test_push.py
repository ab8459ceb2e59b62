"""What the feed says is sent at once to the hotline whose orders they are, and to no other system."""

from __future__ import annotations

import json
from typing import Any

from linli.domains.hotline.tests.making import delivered, get, order, platform
from linli.foundation.partners.tests.making import partner
from linli.foundation.webhooks import services as webhooks
from linli.foundation.webhooks.tests.making import LOOPBACK, other_side


def test_the_hotline_is_told_what_its_feed_says_and_nobody_else(cast: Any, settings: Any) -> None:
    settings.LINLI_WEBHOOK_NETWORKS = [LOOPBACK]
    key, stranger = platform(cast), partner(cast, "别的系统")
    with other_side() as mine, other_side() as theirs:
        for owner, url in ((key.key.partner, mine.url), (stranger, theirs.url)):
            webhooks.add_hook(cast.admin.actor, partner=owner, stream="hotline.orders", url=url)
        order(cast, key=key)
        delivered()
        while webhooks.send_due():
            pass
        told = [change for _, body in mine.got for change in json.loads(body)["data"]["changes"]]
        assert theirs.got == []
    feed = json.loads(get(key, "changes?since=0").content)["changes"]
    assert feed
    assert sorted(told, key=lambda one: one["cursor"]) == feed
