"""Roles of masks one by one."""

import numpy as np
import pytest
from scipy import sparse

from salarypred.adverts.masks import ROLES
from salarypred.masks.single_masks import ARRAYS, SingleMaskRoles


@pytest.fixture(scope="module")
def data() -> tuple[sparse.csr_matrix, np.ndarray]:
    return sparse.csr_matrix(np.eye(2, dtype=np.float32).repeat(200, axis=0)), np.repeat(
        [ROLES[0], ROLES[3]], 200
    )


@pytest.fixture(scope="module")
def fitted(data: tuple[sparse.csr_matrix, np.ndarray]) -> SingleMaskRoles:
    return SingleMaskRoles(hidden=4, n_networks=2).fit(*data)


def test_roles_are_learned(
    fitted: SingleMaskRoles, data: tuple[sparse.csr_matrix, np.ndarray]
) -> None:
    proba = fitted.predict_proba(data[0])
    assert proba.shape == (400, len(ROLES))
    assert proba.sum(axis=1) == pytest.approx(np.ones(400), abs=1e-6)
    assert np.array(ROLES)[proba.argmax(axis=1)].tolist() == data[1].tolist()


def test_arrays_have_the_shapes_that_they_are_saved_with(fitted: SingleMaskRoles) -> None:
    shapes = [getattr(fitted, name).shape for name in ARRAYS]
    assert shapes == [(3, len(ROLES)), (3, 8), (2, 5, len(ROLES))]


def test_the_seed_decides(
    fitted: SingleMaskRoles, data: tuple[sparse.csr_matrix, np.ndarray]
) -> None:
    again = SingleMaskRoles(hidden=4, n_networks=2).fit(*data)
    assert all((getattr(again, name) == getattr(fitted, name)).all() for name in ARRAYS)
