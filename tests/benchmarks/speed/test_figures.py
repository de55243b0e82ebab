import pytest

from benchmarks.speed.figures import Cost, Measured, Sample, percentile, ratio_interval


@pytest.mark.parametrize(
    ("percent", "expected"), [(0, 1.0), (50, 3.0), (95, 4.8), (100, 5.0), (25, 2.0)]
)
def test_a_percentile_lies_between_the_nearest_values(percent, expected):
    assert percentile([5, 3, 1, 2, 4], percent) == pytest.approx(expected)


def test_a_percentile_of_nothing_is_refused():
    with pytest.raises(ValueError, match="nothing was measured"):
        percentile([], 50)


def test_figures_are_per_message_over_all_blocks():
    measured = Measured()
    measured.add([Sample(0.1, True), Sample(0.3, True)], Cost(0.4, 0.2, 0.1))
    measured.add([Sample(0.2, True), Sample(0.2, False)], Cost(0.6, 0.2, 0.1))
    figures = measured.figures()
    assert figures.messages == 4
    assert figures.p50 == pytest.approx(200)
    assert figures.per_second == pytest.approx(4)
    assert (figures.rasa_cpu, figures.actions_cpu) == pytest.approx((100, 50))
    assert figures.cpu == pytest.approx(150)
    assert figures.by_action == 0.75


def test_what_was_measured_elsewhere_joins():
    one, other = Measured(), Measured()
    one.add([Sample(0.1, True)], Cost(0.1, 0.1, 0.0))
    other.add([Sample(0.3, True)], Cost(0.3, 0.3, 0.0))
    one.join(other)
    assert one.figures().messages == 2
    assert one.figures().per_second == pytest.approx(5)
    assert other.figures().messages == 1


def test_figures_of_nothing_are_refused():
    with pytest.raises(ValueError):
        Measured().figures()


def test_the_interval_of_a_ratio_holds_it_and_narrows_with_numbers():
    stock = [30 + position % 7 for position in range(400)]
    ours = [value / 2 for value in stock]
    low, high = ratio_interval(ours, stock, 50)
    assert low <= 0.5 <= high
    few_low, few_high = ratio_interval(ours[:8], stock[:8], 50)
    assert high - low < few_high - few_low
