"""Days, whole years and the day of retirement (§§1, 4, 15 step 3)."""

import calendar
import re
from datetime import date


def read_day(cell, last_of_month=False):
    """A day as the tables write it; of a month alone its first, or its last where an end is meant."""
    numbers = [int(n) for n in re.findall(r"\d+", cell)]
    if not numbers:
        return None
    if len(numbers) == 1:
        digits = str(numbers[0])
        numbers = [int(digits[:4]), int(digits[4:6])] + ([int(digits[6:8])] if len(digits) == 8 else [])
    if len(numbers) == 2:
        numbers.append(calendar.monthrange(numbers[0], numbers[1])[1] if last_of_month else 1)
    return date(*numbers)


def whole_years(earlier, later):
    """Whole years between two days; of a 29 February the year is whole on 1 March of a common year."""
    return later.year - earlier.year - ((later.month, later.day) < (earlier.month, earlier.day))


def add_months(day, months):
    """The same day so many months later, the last of the month where it has no such day."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def retirement_day(birth, sex, years):
    """§15 step 3: the policy's age, and a month more for every `step` months born after the first month of delay."""
    if sex is None:
        return max(retirement_day(birth, one, years) for one in ("male", "female"))
    months = int(years[f"retirement-age-{sex}"] * 12)
    delay = years.get(f"retirement-delay-{sex}")
    if delay:
        first = read_day(str(delay["born"]))
        late = (birth.year - first.year) * 12 + birth.month - first.month
        if late >= 0:
            months += min(int(delay["at-most"]), late // int(delay["step"]) + 1)
    return add_months(birth, months)
