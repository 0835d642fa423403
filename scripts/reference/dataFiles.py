"""Files as NumPy writes them, in base64, with what is in them: for the readers of NPY and NPZ.

    python3 scripts/reference/dataFiles.py
"""

import base64
import io

import numpy as np

import versions


def text(buffer):
    return base64.b64encode(buffer.getvalue()).decode("ascii")


def npy(array, version=None):
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, array, version=version)
    return text(buffer)


def npz(save, **arrays):
    buffer = io.BytesIO()
    save(buffer, **arrays)
    return text(buffer)


base = np.arange(24).reshape(4, 3, 2)
arrays = {
    "unsigned bytes": base.astype("u1"),
    "signed bytes": base.astype("i1") - 7,
    "booleans": base % 3 == 0,
    "big-endian 16-bit integers": (base * 257 - 1000).astype(">i2"),
    "unsigned 32-bit integers": (base * 178956970).astype("<u4"),
    "64-bit integers": base.astype("<i8") * -(2**40),
    "unsigned 64-bit integers": base.astype("<u8") * 2**41,
    "halves": (base / 7 - 1).astype("<f2"),
    "tiny halves": np.array([6e-8, 6.1e-5, 65504.0, -0.0], "<f2"),
    "floats": (base / 7 - 1).astype("<f4"),
    "big-endian doubles": (base / 7 - 1).astype(">f8"),
    "doubles with the first dimension fastest": np.asfortranarray(base / 7 - 1),
    "a transposed table": np.asfortranarray(np.arange(6.0).reshape(2, 3)),
    "a single number": np.array(2.5),
    "one dimension": np.array([1.5, -2.5]),
    "nothing": np.zeros((0, 5)),
}
cases = [
    {
        "of": name,
        "file": npy(array),
        "shape": list(array.shape),
        "values": [float(value) for value in array.ravel(order="C")],
    }
    for name, array in arrays.items()
]
cases.append(
    {
        "of": "floats in version 3 of the format",
        "file": npy(arrays["floats"], (3, 0)),
        "shape": [4, 3, 2],
        "values": [float(value) for value in arrays["floats"].ravel()],
    }
)
refused = {
    "text": np.array(["a", "bc"]),
    "complex numbers": np.array([1 + 2j]),
    "records": np.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f8")]),
    "dates": np.array(["2020-01-01"], dtype="datetime64[D]"),
}
x = np.linspace(-1, 1, 40).reshape(8, 5)
labels = np.arange(8) % 3
versions.write(
    "dataFiles",
    [np],
    {
        "arrays": cases,
        "refused": [{"of": name, "file": npy(array)} for name, array in refused.items()],
        "archives": {
            "stored": npz(np.savez, x=x, y=labels),
            "compressed": npz(np.savez_compressed, x=x, y=labels),
            "unnamed": npz(lambda buffer: np.savez(buffer, x, labels)),
            "alone": npz(np.savez_compressed, pictures=(base * 10).astype("u1")),
        },
        "x": x.ravel().tolist(),
        "labels": labels.tolist(),
    },
)
