"""Takes tries from buckets. It is bookkeeping of requests, not a deed: it leaves no audit event."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from ..models import Bucket
from ..rules.throttle import Limit, bucket_key, tokens_at

#: By then every bucket is full again, and can be forgotten.
FORGET_AFTER = timedelta(days=1)


def left(limit: Limit, who: str, *, at: datetime) -> bool:
    """Whether there is a try left, without taking it."""
    bucket = Bucket.objects.filter(key=bucket_key(limit, who)).first()
    return bucket is None or tokens_at(limit, bucket.tokens, bucket.at, at) >= 1


def take(limit: Limit, who: str, *, at: datetime) -> bool:
    """Take one try; False when none is left."""
    key = bucket_key(limit, who)
    try:
        with transaction.atomic():
            return _take(limit, key, at)
    except IntegrityError:  # somebody opened the same bucket in this moment
        with transaction.atomic():
            return _take(limit, key, at)


def _take(limit: Limit, key: str, at: datetime) -> bool:
    bucket = Bucket.objects.select_for_update().filter(key=key).first()
    if bucket is None:
        Bucket.objects.filter(at__lt=at - FORGET_AFTER).delete()
        Bucket.objects.create(key=key, tokens=limit.burst - 1, at=at)
        return True
    tokens = tokens_at(limit, bucket.tokens, bucket.at, at)
    if tokens < 1:
        return False
    bucket.tokens, bucket.at = tokens - 1, max(bucket.at, at)
    bucket.save(update_fields=["tokens", "at"])
    return True
