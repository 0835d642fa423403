"""Every printed formula executed in the framework it is printed for, in float64, with its gradients by that framework.

Run once for each framework, with a Python that has it: python3 scripts/reference/printed.py pytorch | tensorflow | jax
"""

import hashlib
import json
import math
import subprocess
import sys
from pathlib import Path

from versions import write

ROOT = Path(__file__).resolve().parents[2]


def in_pytorch(function, values, by):
    tensors = [torch.tensor(v, dtype=torch.float64) if isinstance(v, list) else v for v in values]
    for index in by:
        tensors[index] = torch.as_tensor(tensors[index], dtype=torch.float64).requires_grad_()
    result = function(*tensors)
    gradients = torch.autograd.grad(result, [tensors[index] for index in by])
    return result.item(), [gradient.flatten().tolist() for gradient in gradients]


def in_tensorflow(function, values, by):
    tensors = [tf.constant(v, tf.float64) if isinstance(v, list) else v for v in values]
    for index in by:
        tensors[index] = tf.constant(tensors[index], tf.float64)
    watched = [tensors[index] for index in by]
    with tf.GradientTape() as tape:
        tape.watch(watched)
        result = function(*tensors)
    gradients = tape.gradient(result, watched)
    return float(result), [tf.reshape(gradient, [-1]).numpy().tolist() for gradient in gradients]


def in_jax(function, values, by):
    arrays = [jnp.array(v, jnp.float64) if isinstance(v, list) else v for v in values]
    for index in by:
        arrays[index] = jnp.array(arrays[index], jnp.float64)
    result, gradients = jax.value_and_grad(function, argnums=tuple(by))(*arrays)
    return float(result), [gradient.flatten().tolist() for gradient in gradients]


def nested(shape, values):
    if not shape:
        return values[0]
    size = math.prod(shape[1:])
    return [nested(shape[1:], values[i * size : (i + 1) * size]) for i in range(shape[0])]


framework = sys.argv[1]
if framework == "pytorch":
    import torch

    run, modules = in_pytorch, [torch]
elif framework == "tensorflow":
    import tensorflow as tf

    run, modules = in_tensorflow, [tf]
else:
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)
    run, modules = in_jax, [jax]

text = (ROOT / "docs" / "formulas" / f"{framework}.py").read_text()
printed = {}
exec(compile(text, framework, "exec"), printed)

results = {}
command = ["node", "--import=tsx", "test/elbo/source/cases.ts"]
for case in json.loads(subprocess.check_output(command, cwd=ROOT)):
    arguments = [nested(argument["shape"], argument["values"]) for argument in case["arguments"]]
    names = [argument["name"] for argument in case["arguments"]]
    by = [names.index(name) for name in case["by"]]
    value, gradients = run(printed[case["function"]], arguments, by)
    results[case["key"]] = {"value": value, "gradients": dict(zip(case["by"], gradients))}

digest = hashlib.sha256(text.encode()).hexdigest()
content = {"sha256": digest, "results": results}
write(f"printed-{framework}", modules, content, script="printed")
