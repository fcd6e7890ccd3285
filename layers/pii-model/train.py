"""Train the bundled pipeline: `python layers/pii-model/train.py`.

Needs the development extra and `torch==2.13.0` (training only; the trained pipeline runs on NumPy). Reads the corpora
and fillers below OBJECTLAMBDA_SHARED, writes shared/objectlambda/pii/model. One core, 30 to 40 minutes.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
sys.path[:0] = [str(HERE), str(REPOSITORY / "shared")]

import botocore
import numpy as np
import torch
from encoding import Encoded, Encoder
from gazetteers import GAZETTEERS, compile_gazetteers
from generate import Generator
from torch import nn
from torch.nn import functional

from objectlambda.pii.ner.convolutional import TAGS, Weights
from objectlambda.pii.ner.features import SHAPES, Lexicon, hashes
from objectlambda.pii.ner.storage import read_tagger, write_tagger
from objectlambda.pii.ner.tagging import Tagger
from objectlambda.pii.ner.tokens import SPACING_CLASSES

VOCABULARY = 16000
NGRAM_ROWS = 32768
DILATIONS = (1, 3, 6)
WIDTH, EMBEDDING, TYPES, BATCH = 96, 64, 128, 12000
GATE_WEIGHT = torch.tensor(4.0)


class Network(nn.Module):
    """The same network as objectlambda.pii.ner.convolutional, with gradients."""

    def __init__(self, vocabulary: int, *, embedding: int, types: int, width: int) -> None:
        super().__init__()
        self.word = nn.Embedding(vocabulary + 1, embedding)
        self.ngram = nn.EmbeddingBag(NGRAM_ROWS, embedding, mode="mean")
        self.shape = nn.Embedding(SHAPES, embedding)
        self.gazetteer = nn.Linear(len(GAZETTEERS), embedding, bias=False)
        self.encoder = nn.Linear(embedding, types)
        self.first = nn.Linear(types, 3 * width, bias=False)
        self.spacing = nn.Embedding(SPACING_CLASSES**2, width)
        self.convolutions = nn.ModuleList(nn.Linear(3 * width, width) for _ in DILATIONS)
        self.output = nn.Linear(width, TAGS)
        self.gate = nn.Linear(width, 1)
        self.gate_threshold = -np.inf
        for table in (self.word, self.ngram, self.shape, self.spacing):
            nn.init.normal_(table.weight, std=0.1)
        self.dropout = nn.Dropout(0.12)

    def forward(
        self, features: dict[str, torch.Tensor], rows: torch.Tensor, gaps: torch.Tensor, alive: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        vector = (
            self.ngram(features["ngram"], features["starts"])
            + self.word(features["word"])
            + self.shape(features["shape"])
            + self.gazetteer(features["gazetteer"])
        )
        hidden = self.dropout(torch.relu(self.encoder(vector)))
        taken = self.first(hidden)[rows] * alive
        left, middle, right = taken.chunk(3, dim=1)
        hidden = (
            self.spacing(gaps)
            + middle
            + functional.pad(left[:-1], (0, 0, 1, 0))
            + functional.pad(right[1:], (0, 0, 0, 1))
        )
        hidden = torch.relu(hidden) * alive
        gate = self.gate(hidden)[:, 0]
        for dilation, convolution in zip(DILATIONS, self.convolutions, strict=True):
            window = torch.cat(
                [
                    functional.pad(hidden[:-dilation], (0, 0, dilation, 0)),
                    hidden,
                    functional.pad(hidden[dilation:], (0, 0, 0, dilation)),
                ],
                dim=1,
            )
            hidden = (hidden + self.dropout(torch.relu(convolution(window)))) * alive
        return self.output(hidden), gate

    def read(self, weights: Weights) -> None:
        """Take over `weights`."""
        tensor = lambda array: nn.Parameter(torch.from_numpy(np.array(array, np.float32)))
        for name in ("word", "ngram", "shape", "spacing"):
            getattr(self, name).weight = tensor(getattr(weights, name))
        self.gazetteer.weight = tensor(weights.gazetteer.T)
        self.encoder.weight, self.encoder.bias = tensor(weights.encoder.T), tensor(weights.encoder_bias)
        self.first.weight = tensor(weights.first.T)
        for layer, matrix, bias in zip(
            self.convolutions, weights.convolutions, weights.convolution_biases, strict=True
        ):
            layer.weight, layer.bias = tensor(matrix.T), tensor(bias)
        self.output.weight, self.output.bias = tensor(weights.output.T), tensor(weights.output_bias)
        self.gate.weight = tensor(weights.gate[None])

    def weights(self) -> Weights:
        """The parameters as NumPy arrays, rounded to what is stored (float16)."""
        array = lambda tensor: np.ascontiguousarray(tensor.detach().numpy().astype(np.float16).astype(np.float32))
        return Weights(
            word=array(self.word.weight), ngram=array(self.ngram.weight), shape=array(self.shape.weight), gazetteer=array(self.gazetteer.weight.T),
            encoder=array(self.encoder.weight.T), encoder_bias=array(self.encoder.bias), first=array(self.first.weight.T), spacing=array(self.spacing.weight),
            convolutions=tuple(array(c.weight.T) for c in self.convolutions), convolution_biases=tuple(array(c.bias) for c in self.convolutions),
            output=array(self.output.weight.T), output_bias=array(self.output.bias), gate=array(self.gate.weight[0]), gate_bias=np.array(self.gate_threshold - self.gate.bias.item(), np.float32), dilations=DILATIONS,
        )  # fmt: skip


class TypeTable:
    """Features of all word types of the corpus, gathered for the types of a batch."""

    def __init__(self, lexicon: Lexicon, types: list[str]) -> None:
        features = lexicon.features(types)
        self.word, self.shape, self.gazetteer = features.word, features.shape, features.gazetteer
        self.ngram = features.ngram
        self.starts = features.owner_start
        self.counts = np.diff(features.owner_start, append=len(features.ngram))

    def batch(self, variants: np.ndarray) -> dict[str, torch.Tensor]:
        """Features of `variants`: 4 * type + (1: without gazetteer) + (2: without word row)."""
        types = variants >> 2
        counts = self.counts[types]
        starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
        gather = np.repeat(self.starts[types] - starts, counts) + np.arange(counts.sum())
        return {
            "ngram": torch.from_numpy(self.ngram[gather]),
            "starts": torch.from_numpy(starts),
            "word": torch.from_numpy(np.where(variants & 2, 0, self.word[types])),
            "shape": torch.from_numpy(self.shape[types]),
            "gazetteer": torch.from_numpy(self.gazetteer[types] * ((variants & 1) == 0)[:, None].astype(np.float32)),
        }


def batches(corpus: list[Encoded], size: int, rng: np.random.Generator):
    """Concatenated documents of about `size` rows, in random order."""
    order = rng.permutation(len(corpus))
    chosen, rows = [], 0
    for index in order:
        chosen.append(corpus[index])
        rows += len(corpus[index].types)
        if rows >= size:
            yield chosen
            chosen, rows = [], 0


def without_some(tags: np.ndarray, types: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Which variant of its type each row takes: a quarter of the entities lose their gazetteer bits, a tenth of all
    rows their word."""
    begins = (tags > 0) & (tags % 2 == 1)
    entity = np.cumsum(begins)
    lost = rng.random(entity[-1] + 1) < 0.25
    gazetteer = np.where(tags > 0, lost[entity], rng.random(len(tags)) < 0.05)
    return types * 4 + gazetteer + 2 * (rng.random(len(tags)) < 0.1)


def set_gate(network: Network, table: TypeTable, corpus: list[Encoded], rng: np.random.Generator) -> None:
    """Set the threshold below which a token is outside: all but one in a thousand tokens of names and addresses,
    without help of the gazetteers, lie above it or within two tokens of one that does."""
    best = []
    for chosen in islice(batches(corpus, 12000, rng), 60):
        types = np.concatenate([document.types for document in chosen]).astype(np.int64)
        tags = np.concatenate([document.tags for document in chosen])
        gaps = torch.from_numpy(np.concatenate([document.gaps for document in chosen]).astype(np.int64))
        alive = torch.from_numpy((types >= 0).astype(np.float32))[:, None]
        variants, inverse = np.unique(
            without_some(tags.astype(np.int64), np.maximum(types, 0), rng), return_inverse=True
        )
        with torch.no_grad():
            gate = network(table.batch(variants), torch.from_numpy(inverse), gaps, alive)[1].numpy()
        around = np.max([np.roll(gate, shift) for shift in (-2, -1, 0, 1, 2)], axis=0)
        best.append(around[(tags > 0) & (tags < 5)])
    network.gate_threshold = float(np.quantile(np.concatenate(best), 0.001))


@dataclass(frozen=True, slots=True)
class Leg:
    """One part of the training: what is drawn, for how many batches, and how much a name counts in the loss."""

    seed: int
    documents: int
    buckets: int
    steps: int
    rate: float
    weight: float


#: The first leg learns; the second goes on with other documents, more of them real, and holds a missed name for worse
#: than a word too many.
LEGS = (
    Leg(seed=1, documents=70000, buckets=28000, steps=6500, rate=3e-3, weight=1.0),
    Leg(seed=4, documents=42000, buckets=8400, steps=1500, rate=1.5e-3, weight=3.0),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--shared", type=Path, default=Path(os.environ.get("OBJECTLAMBDA_SHARED", REPOSITORY.parent / "shared"))
    )
    parser.add_argument("--out", type=Path, default=REPOSITORY / "shared" / "objectlambda" / "pii" / "model")
    parser.add_argument("--version", default="1.0.0", help="of the pipeline, for its meta.json")
    parser.add_argument("--part", choices=("train", "all"), default="all", help="train: hold out names and templates")
    parser.add_argument("--leg", type=int, choices=(1, 2), help="this leg alone; the second goes on from --out")
    arguments = parser.parse_args()
    if arguments.leg is None or os.environ.get("PYTHONHASHSEED") != "0":
        # A process for each leg. Faker walks through sets, whose order is another in each process but for this seed.
        for number in (1, 2) if arguments.leg is None else (arguments.leg,):
            subprocess.run(
                [sys.executable, *sys.argv, f"--leg={number}"], env={**os.environ, "PYTHONHASHSEED": "0"}, check=True
            )
        return
    train(LEGS[arguments.leg - 1], arguments, arguments.out if arguments.leg > 1 else None)


def train(leg: Leg, arguments: argparse.Namespace, start: Path | None) -> None:
    """Train one leg, from nothing or from the tagger in the folder `start`, with its lexicon; write it out."""
    torch.manual_seed(leg.seed)
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    rng = np.random.default_rng(leg.seed)

    began = time.time()
    generator = Generator(arguments.shared, Path(botocore.__file__).parents[1], seed=leg.seed, part=arguments.part)
    encoder = Encoder()
    corpus = encoder.encode_all(generator.real())
    corpus += encoder.encode_all(generator.carried(leg.documents // 3))
    corpus += encoder.encode_all(generator.nobody(leg.documents // 12))
    corpus += encoder.encode_all(generator.installed(leg.documents // 4))
    corpus += encoder.encode_all(generator.buckets(leg.buckets))
    corpus += encoder.encode_all(generator.synthetic(leg.documents))
    words = [word for word, count in encoder.outside.most_common(VOCABULARY) if count > 3]
    gazetteer, bits = compile_gazetteers(generator.names, generator.addresses)
    lexicon = Lexicon(
        vocabulary=np.unique(hashes(words)),
        gazetteer=gazetteer,
        gazetteer_bits=bits,
        gazetteers=len(GAZETTEERS),
        ngram_rows=NGRAM_ROWS,
    )
    started = read_tagger(start / "tagger") if start else None
    if started:
        lexicon = started.lexicon
    table = TypeTable(lexicon, list(encoder.types))
    rows = sum(len(document.types) for document in corpus)
    print(
        f"{len(corpus)} documents, {rows} rows, {len(encoder.types)} types, {len(words)} words, {time.time() - began:.0f} s",
        flush=True,
    )

    network = Network(len(lexicon.vocabulary), embedding=EMBEDDING, types=TYPES, width=WIDTH)
    if started:
        network.read(started.weights)
    optimizer = torch.optim.AdamW(network.parameters(), lr=leg.rate, weight_decay=0.01)
    # Tags 1 to 4 begin and continue names and addresses.
    weights = torch.tensor([leg.weight if 1 <= tag <= 4 else 1.0 for tag in range(TAGS)]) if leg.weight != 1 else None
    began, step, epoch, total = time.time(), 0, 0, 0.0
    while step < leg.steps:
        epoch += 1
        for chosen in batches(corpus, BATCH, rng):
            if step >= leg.steps:
                break
            rate = leg.rate * min(1, (step + 1) / 200) * max(0.01, 0.5 * (1 + np.cos(np.pi * step / leg.steps)))
            for group in optimizer.param_groups:
                group["lr"] = rate
            types = np.concatenate([document.types for document in chosen]).astype(np.int64)
            tags = np.concatenate([document.tags for document in chosen]).astype(np.int64)
            gaps = np.concatenate([document.gaps for document in chosen]).astype(np.int64)
            alive = torch.from_numpy((types >= 0).astype(np.float32))[:, None]
            variants, inverse = np.unique(without_some(tags, np.maximum(types, 0), rng), return_inverse=True)
            scores, gate = network(table.batch(variants), torch.from_numpy(inverse), torch.from_numpy(gaps), alive)
            labels = torch.from_numpy(tags)
            inside = functional.binary_cross_entropy_with_logits(
                gate, (labels > 0).float(), pos_weight=GATE_WEIGHT, weight=(labels >= 0).float()
            )
            loss = functional.cross_entropy(scores, labels, weight=weights) + 0.1 * inside
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            step += 1
            total += loss.item()
            if step % 200 == 0:
                print(
                    f"epoch {epoch} step {step} loss {total / 200:.4f} {(time.time() - began) / 60:.1f} min", flush=True
                )
                total = 0.0
    network.eval()
    set_gate(network, table, corpus, rng)
    write_tagger(Tagger(lexicon, network.weights()), arguments.out / "tagger")
    # Imported here: spaCy is needed for the packaging only, PyTorch for all that comes before.
    from package import package

    package(arguments.out, arguments.version)
    print(f"{step} steps, {epoch} epochs, {(time.time() - began) / 60:.1f} min, written to {arguments.out}")


if __name__ == "__main__":
    main()
