"""The benchmark measures everything it promises. What does not depend on the machine is held to its bound."""

from webapp import bench


def test_the_benchmark_measures_all_and_what_it_counts_stays_within_bounds():
    result = bench.run(sizes=(20, 40), cases=4, rounds=1, due=30)
    assert {
        "start_p50",
        "complete_p50",
        "ratio_start",
        "ratio_complete",
        "ratio_list",
        "ratio_idle_tick",
    } <= set(result)
    assert [row["open_tasks"] for row in result["sizes"]] == [20, 40]
    assert (result["tick_1000_due"]["fired"], result["tick_1000_due"]["failed"]) == (30, 0)
    assert result["sql_per_completion_max"] <= 16  # closing also forgets the words of the case
    assert (
        result["bytes_per_finished_case"] <= 42_000
    )  # few cases leave pages half empty; in bulk at most 36,000
