"""Zones with changes of their clocks worth testing, and moments around these."""

from datetime import UTC, datetime, time, timedelta

from hypothesis import strategies as st

TRANSITIONS = {
    "America/New_York": [datetime(2025, 3, 9, 7, tzinfo=UTC), datetime(2025, 11, 2, 6, tzinfo=UTC)],
    "Europe/London": [datetime(2025, 3, 30, 1, tzinfo=UTC), datetime(2025, 10, 26, 1, tzinfo=UTC)],
    # By half an hour.
    "Australia/Lord_Howe": [datetime(2025, 4, 5, 15, tzinfo=UTC), datetime(2025, 10, 4, 15, 30, tzinfo=UTC)],
    # Midnight itself was skipped, and repeated.
    "America/Sao_Paulo": [datetime(2018, 2, 18, 2, tzinfo=UTC), datetime(2018, 11, 4, 3, tzinfo=UTC)],
    # Summer time for the Olympic games.
    "Asia/Seoul": [datetime(1988, 5, 7, 17, tzinfo=UTC), datetime(1988, 10, 8, 17, tzinfo=UTC)],
}
ZONES = list(TRANSITIONS)

TIMES = st.one_of(
    st.sampled_from([time(0), time(0, 30), time(1, 30), time(2), time(2, 15), time(2, 30), time(3), time(23, 30)]),
    st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45])),
)

MOMENTS = st.builds(
    lambda moment, minutes: moment + timedelta(minutes=minutes),
    st.sampled_from([moment for moments in TRANSITIONS.values() for moment in moments]),
    st.integers(-4 * 1440, 4 * 1440),
)
"""Within four days of a change of some clock."""
