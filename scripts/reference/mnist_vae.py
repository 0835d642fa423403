"""Reference ELBOs of a 784-400-20 VAE on MNIST, in PyTorch: three kinds of target, five seeds each.

usage: OMP_NUM_THREADS=1 python3 scripts/reference/mnist_vae.py IMAGES OUTPUT.json

IMAGES is an IDX file of 10 000 pictures (.gz or not): the first 9 000 train, the last 1 000 validate.
ReLU, torch.nn.Linear's own initialisation, Bernoulli on logits, Adam 1e-3, batch 128 with the ragged last one
kept, 20 epochs. Validation takes one z per datum and averages four passes. Nats per datum.
"""

import gzip
import json
import platform
import statistics
import sys

import numpy
import torch
from torch import nn
from torch.nn import functional

HIDDEN, LATENT, BATCH, EPOCHS, PASSES, TRAIN = 400, 20, 128, 20, 4, 9000


def read_images(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
        raw = file.read()
    count, rows, columns = numpy.frombuffer(raw, ">u4", 3, 4)
    return numpy.frombuffer(raw, numpy.uint8, offset=16).reshape(count, rows * columns) / 255


def grey(images, _):
    return images


def threshold(images, _):
    return (images > 0.5).astype(float)


def static_binarisation(images, seed):
    return (numpy.random.default_rng(seed).random(images.shape) < images).astype(float)


class Vae(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(784, HIDDEN)
        self.mu = nn.Linear(HIDDEN, LATENT)
        self.logvar = nn.Linear(HIDDEN, LATENT)
        self.decoder = nn.Sequential(
            nn.Linear(LATENT, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, 784)
        )

    def terms(self, x):
        """log p(x|z) and KL(q(z|x) || p(z)) of each datum, with one draw of z."""
        hidden = functional.relu(self.hidden(x))
        mu, logvar = self.mu(hidden), self.logvar(hidden)
        z = mu + torch.exp(0.5 * logvar) * torch.randn_like(mu)
        logits = self.decoder(z)
        reconstruction = -functional.binary_cross_entropy_with_logits(
            logits, x, reduction="none"
        ).sum(1)
        kl = 0.5 * (mu**2 + logvar.exp() - 1 - logvar).sum(1)
        return reconstruction, kl


def train(targets, seed):
    torch.manual_seed(seed)
    data = torch.tensor(targets, dtype=torch.float32)
    training, validation = data[:TRAIN], data[TRAIN:]
    model = Vae()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    for _ in range(EPOCHS):
        for indices in torch.randperm(TRAIN).split(BATCH):
            reconstruction, kl = model.terms(training[indices])
            optimizer.zero_grad()
            (kl - reconstruction).mean().backward()
            optimizer.step()
    with torch.no_grad():
        passes = [model.terms(validation) for _ in range(PASSES)]
    reconstruction = statistics.fmean(r.double().mean().item() for r, _ in passes)
    kl = statistics.fmean(k.double().mean().item() for _, k in passes)
    return {
        "seed": seed,
        "reconstruction": reconstruction,
        "kl": kl,
        "negativeElbo": kl - reconstruction,
    }


def main(images_path, output_path):
    images = read_images(images_path)
    results = {}
    for kind in (grey, threshold, static_binarisation):
        runs = [train(kind(images, seed), seed) for seed in range(5)]
        values = [run["negativeElbo"] for run in runs]
        results[kind.__name__.replace("_", "-")] = {
            "mean": statistics.fmean(values),
            "standardDeviation": statistics.stdev(values),
            "minimum": min(values),
            "maximum": max(values),
            "runs": runs,
        }
        print(kind.__name__, [round(value, 2) for value in values], flush=True)
    report = {
        "madeBy": "scripts/reference/mnist_vae.py",
        "versions": {
            "python": platform.python_version(),
            "torch": torch.__version__,
            "numpy": numpy.__version__,
        },
        "unit": "nats per datum",
        "validation": "negativeElbo of the last 1 000 of 10 000 pictures, 4 passes",
        "targets": results,
    }
    with open(output_path, "w", encoding="utf-8") as file:
        json.dump(report, file, indent=2)
        file.write("\n")


if __name__ == "__main__":
    torch.set_num_threads(1)
    main(*sys.argv[1:])
