"""Numerical libraries on one thread."""

from threadpoolctl import threadpool_info

from salarypred.model.threads import one_thread


def test_libraries_have_one_thread_within_the_block_and_as_many_as_before_behind_it() -> None:
    before = [library["num_threads"] for library in threadpool_info()]
    with one_thread():
        assert {library["num_threads"] for library in threadpool_info()} <= {1}
    assert [library["num_threads"] for library in threadpool_info()] == before
