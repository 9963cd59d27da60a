"""Attributes of the people audited, encoded once; outcomes checked at the speed of one pass."""

from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from labkit.evaluate.inputs.arrays import as_array, unwrapped
from labkit.evaluate.inputs.identity import canonical
from labkit.evaluate.inputs.rows import aligned, row_labels
from labkit.evaluate.inputs.validation import outcome, same_length, vector
from labkit.language import catalogue, labelled

_ = catalogue("audit")

MISSING = "(missing)"


@dataclass(frozen=True)
class Groups:
    """One or more attributes, encoded once: reuse it and every later call skips the encoding.

    Attributes
    ----------
    names : tuple of str
        Attributes' names.
    levels : tuple of list
        Levels of each attribute, declared levels without rows included.
    codes : tuple of ndarray of shape (n_rows,)
        Level of each row, one integer array an attribute.
    index : pandas Index, optional
        Labels of the rows, where the attributes came with some: outcomes are paired with them by label.
    """

    names: tuple[str, ...]
    levels: tuple[list[Any], ...]
    codes: tuple[np.ndarray, ...]
    index: Any = None

    @property
    def n_rows(self) -> int:
        return len(self.codes[0])

    def take(self, rows: np.ndarray) -> "Groups":
        """The same attributes for some of the rows (a mask or positions); levels stay declared."""
        index = None if self.index is None else self.index[rows]
        return Groups(self.names, self.levels, tuple(codes[rows] for codes in self.codes), index)


def encode_groups(groups: Any, names: list[str] | None = None) -> Groups:
    """Turn attributes into integer codes.

    Parameters
    ----------
    groups : array-like, pandas or polars Series or DataFrame, mapping of name to array-like, or `Groups`
        One value a row and attribute. Categoricals are taken as they are (about 3 ns a row); strings
        must be factorised first, which is most of an audit's time: encode once, audit often.
    names : list of str, optional
        Names to use in place of the frame's own.

    Returns
    -------
    Groups
        A missing value is a level of its own, ``"(missing)"``: people whose sex or language nobody wrote
        down are a group to look at, not rows to drop.

    Raises
    ------
    ValueError
        No attribute, no row, two attributes of one name, or attributes of different lengths.
    """
    if isinstance(groups, Groups):
        return groups
    (groups,) = aligned(groups=unwrapped(groups))
    columns = _columns(groups)
    if names is not None:
        if len(names) != len(columns):
            raise ValueError(
                _("names has {names} entries for {columns} attributes: give one name an attribute.").format(
                    names=len(names), columns=len(columns)
                )
            )
        columns = list(zip(names, (values for _name, values in columns), strict=True))
    if not columns:
        raise ValueError(
            _("groups has no attribute: pass at least one column, for example the patients' sex.")
        )
    twice = [name for name, _values in columns if [n for n, _v in columns].count(name) > 1]
    if twice:
        raise ValueError(_("groups names {name!r} twice: rename one of the columns.").format(name=twice[0]))
    encoded = [_encode(values) for _name, values in columns]
    lengths = {len(codes) for codes, _levels in encoded}
    if len(lengths) > 1:
        found = ", ".join(
            labelled(name, str(len(codes))) for (name, _v), (codes, _l) in zip(columns, encoded, strict=True)
        )
        raise ValueError(_("The attributes of groups differ in length ({found}).").format(found=found))
    if lengths == {0}:
        raise ValueError(_("groups is empty: there is no row to audit."))
    return Groups(
        tuple(str(name) for name, _values in columns),
        tuple(levels for _codes, levels in encoded),
        tuple(codes for codes, _levels in encoded),
        next(
            (
                index
                for values in (groups, *(v for _n, v in columns))
                if (index := row_labels(values)) is not None
            ),
            None,
        ),
    )


def _columns(groups: Any) -> list[tuple[Any, Any]]:
    if isinstance(groups, pd.DataFrame):
        return [(name, groups.iloc[:, i]) for i, name in enumerate(groups.columns)]
    if isinstance(groups, pd.Series):
        return [("group" if groups.name is None else groups.name, groups)]
    if isinstance(groups, dict):
        return list(groups.items())
    frame = nw.from_native(groups, pass_through=True, allow_series=True)
    if isinstance(frame, nw.DataFrame):
        return [(name, frame[name]) for name in frame.columns]
    if isinstance(frame, nw.Series):
        return [(frame.name or "group", frame)]
    array = groups if isinstance(groups, pd.Categorical) else as_array(groups)
    if array.ndim == 2:
        return [(f"group_{i + 1}", array[:, i]) for i in range(array.shape[1])]
    if array.ndim != 1:
        raise ValueError(_("groups must have one or two dimensions, not {ndim}.").format(ndim=array.ndim))
    return [("group", array)]


def _encode(values: Any) -> tuple[np.ndarray, list[Any]]:
    if not isinstance(values, (pd.Series, pd.Categorical, np.ndarray)):
        native = nw.from_native(values, pass_through=True, series_only=True)
        values = _through_arrow(native) if isinstance(native, nw.Series) else values
    dtype = getattr(values, "dtype", None)
    if isinstance(dtype, pd.CategoricalDtype):
        categorical = values.cat if isinstance(values, pd.Series) else values
        codes, levels = np.asarray(categorical.codes), list(categorical.categories)
    else:
        found, uniques = pd.factorize(values if isinstance(values, pd.Series) else as_array(values))
        codes, levels = _in_order(*_merged(np.asarray(found), list(uniques)))
    if len(codes) and codes.min() < 0:
        codes = np.where(codes < 0, len(levels), codes)
        levels = [*levels, MISSING]
    return codes, levels


def _merged(codes: np.ndarray, levels: list[Any]) -> tuple[np.ndarray, list[Any]]:
    """Levels that are one level written in two ways (1 and "1", an accent typed as one sign or two) counted together."""
    if all(not isinstance(level, (str, bytes)) or level.isascii() for level in levels) and (
        len({type(level) for level in levels}) < 2
    ):
        return codes, levels
    place: dict[str, int] = {}
    kept: list[Any] = []
    position = np.empty(len(levels) + 1, dtype=codes.dtype)
    position[-1] = -1
    for at, level in enumerate(levels):
        text = canonical(level)
        if text not in place:
            place[text] = len(kept)
            kept.append(level)
        position[at] = place[text]
    return position[codes], kept


def _through_arrow(series: Any) -> Any:
    """Polars (and any frame narwhals knows) to pandas, keeping a categorical's codes."""
    native = series.to_arrow()
    if hasattr(native, "combine_chunks"):
        native = native.combine_chunks()
    return native.to_pandas()


def _in_order(codes: np.ndarray, levels: list[Any]) -> tuple[np.ndarray, list[Any]]:
    """Levels sorted, so that the order of rows never changes a table."""
    try:
        order = sorted(range(len(levels)), key=levels.__getitem__)
    except TypeError:  # a mixture of types has no natural order
        order = sorted(range(len(levels)), key=lambda i: (type(levels[i]).__name__, str(levels[i])))
    rank = np.empty(len(levels) + 1, dtype=codes.dtype)
    rank[order] = np.arange(len(levels))
    rank[-1] = -1
    return rank[codes], [levels[i] for i in order]


def binary(values: Any, name: str) -> np.ndarray:
    """`values` as 0 and 1, one byte each; anything else is refused as `labkit.evaluate` refuses it."""
    array = vector(values, name)
    if array.dtype == bool:
        return array.view(np.int8)
    # one reduction, not a comparison a value: any bit beyond the last means something else than 0 or 1
    if array.dtype.kind in "iu" and np.bitwise_or.reduce(array) in (0, 1):
        return array.astype(np.int8, copy=False)
    return outcome(array, name)


def aligned_groups(groups: Any, n_rows: int) -> Groups:
    """Groups encoded, with as many rows as the outcome."""
    encoded = encode_groups(groups)
    same_length(y_true=n_rows, groups=encoded.n_rows)
    return encoded
