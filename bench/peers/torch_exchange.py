"""A model of Assay in PyTorch: same scores, one step of training there, and back.

    dotnet run -c Release --project bench/Assay.Bench -- neural exchange FOLDER
    /usr/bin/python3 bench/peers/torch_exchange.py FOLDER
    dotnet run -c Release --project bench/Assay.Bench -- neural exchange FOLDER

Debian has no safetensors library; the format is short enough to read by hand.
"""

import json
import struct
import sys

import torch
from torch.nn import functional as F

LIMIT = 1e-4


def read(path):
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = file.read()
    words = header.pop("__metadata__", {})
    tensors = {
        name: torch.frombuffer(bytearray(data[slice(*entry["data_offsets"])]), dtype=torch.float32).reshape(entry["shape"])
        for name, entry in header.items()
    }
    return tensors, words


def write(path, tensors):
    header, offset = {}, 0
    for name, tensor in tensors.items():
        size = 4 * tensor.numel()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [offset, offset + size]}
        offset += size
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for tensor in tensors.values():
            file.write(tensor.detach().contiguous().numpy().tobytes())


def gpt2(weights, tokens, heads):
    """GPT-2 as Hugging Face computes it (gelu_new, weights [inputs x outputs]), from the names of its files."""

    def get(name):
        return weights[f"transformer.{name}"]

    def norm(x, name):
        return F.layer_norm(x, x.shape[-1:], get(f"{name}.weight"), get(f"{name}.bias"), 1e-5)

    def linear(x, name):
        return x @ get(f"{name}.weight") + get(f"{name}.bias")

    texts, places = tokens.shape
    x = get("wte.weight")[tokens] + get("wpe.weight")[:places]
    past = torch.tril(torch.ones(places, places, dtype=torch.bool))
    depth = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("transformer.h."))
    for i in range(depth):
        q, k, v = (
            t.view(texts, places, heads, -1).transpose(1, 2) for t in linear(norm(x, f"h.{i}.ln_1"), f"h.{i}.attn.c_attn").split(x.size(-1), dim=2)
        )
        p = (q @ k.transpose(-2, -1) / k.size(-1) ** 0.5).masked_fill(~past, float("-inf")).softmax(-1)
        x = x + linear((p @ v).transpose(1, 2).reshape(x.shape), f"h.{i}.attn.c_proj")
        h = linear(norm(x, f"h.{i}.ln_2"), f"h.{i}.mlp.c_fc")
        h = 0.5 * h * (1 + torch.tanh((2 / torch.pi) ** 0.5 * (h + 0.044715 * h**3)))
        x = x + linear(h, f"h.{i}.mlp.c_proj")
    return norm(x, "ln_f") @ get("wte.weight").t()


def main(folder):
    weights, _ = read(f"{folder}/ours.safetensors")
    ours, words = read(f"{folder}/ours-scores.safetensors")
    tokens, heads = ours["tokens"].long(), int(words["heads"])
    for tensor in weights.values():
        tensor.requires_grad_()
    scores = gpt2(weights, tokens, heads)
    gap = (scores.reshape(-1) - ours["scores"].reshape(-1)).abs().max().item()
    print(f"Assay to PyTorch: scores differ by at most {gap:.2g} (limit {LIMIT:.0g})")

    F.cross_entropy(scores[:, :-1].reshape(-1, scores.size(-1)), tokens[:, 1:].reshape(-1)).backward()
    trained = {name: tensor.detach() - 10 * tensor.grad for name, tensor in weights.items()}  # far enough to see
    write(f"{folder}/theirs.safetensors", trained)
    write(f"{folder}/theirs-scores.safetensors", {"scores": gpt2(trained, tokens, heads).reshape(-1, scores.size(-1))})
    sys.exit(gap > LIMIT)


main(sys.argv[1])
