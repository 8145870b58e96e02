"""PyTorch beside `Assay.Bench neural gpt`: the same GPT-2, trained and sampled in eager mode.

    apt-get install python3-torch
    OPENBLAS_CORETYPE=SkylakeX OMP_NUM_THREADS=1 /usr/bin/python3 bench/peers/torch_gpt.py [THREADS]

PyTorch 1.13 of Debian 12 has no fused attention; it is written out as in GPT-2. Generation has no cache.
"""

import math
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

VOCABULARY, CONTEXT, WIDTH, DEPTH, HEADS, BATCH = 256, 256, 256, 4, 4, 16


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.ask = nn.Linear(WIDTH, 3 * WIDTH)
        self.answer = nn.Linear(WIDTH, WIDTH)
        self.register_buffer("past", torch.tril(torch.ones(CONTEXT, CONTEXT, dtype=torch.bool)))

    def forward(self, x):
        texts, places, _ = x.shape
        q, k, v = (t.view(texts, places, HEADS, -1).transpose(1, 2) for t in self.ask(x).split(WIDTH, dim=2))
        p = (q @ k.transpose(-2, -1)) * (1 / math.sqrt(k.size(-1)))
        p = F.softmax(p.masked_fill(~self.past[:places, :places], float("-inf")), dim=-1)
        return self.answer((p @ v).transpose(1, 2).reshape(texts, places, WIDTH))


class GeluTanh(nn.Module):
    """The faster of PyTorch's two forms: its own kernel of the exact GELU."""

    def forward(self, x):
        return F.gelu(x)


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm1, self.attention, self.norm2 = nn.LayerNorm(WIDTH), Attention(), nn.LayerNorm(WIDTH)
        self.think = nn.Sequential(nn.Linear(WIDTH, 4 * WIDTH), GeluTanh(), nn.Linear(4 * WIDTH, WIDTH))

    def forward(self, x):
        x = x + self.attention(self.norm1(x))
        return x + self.think(self.norm2(x))


class Gpt(nn.Module):
    def __init__(self):
        super().__init__()
        self.tokens, self.places = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(CONTEXT, WIDTH)
        self.blocks, self.norm = nn.Sequential(*[Block() for _ in range(DEPTH)]), nn.LayerNorm(WIDTH)

    def forward(self, tokens):
        x = self.tokens(tokens) + self.places(torch.arange(tokens.size(1)))
        return self.norm(self.blocks(x)) @ self.tokens.weight.t()


def main():
    threads = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    model = Gpt()
    optimiser = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.1, betas=(0.9, 0.99))
    texts = torch.randint(0, VOCABULARY, (BATCH, CONTEXT + 1))
    wall = cpu = math.inf
    begin = time.perf_counter()
    run = 0
    while run < 7 or time.perf_counter() - begin < 20:
        start, spent = time.perf_counter(), time.process_time()
        loss = F.cross_entropy(model(texts[:, :-1]).reshape(-1, VOCABULARY), texts[:, 1:].reshape(-1))
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        run += 1
        if run > 2:
            wall, cpu = min(wall, time.perf_counter() - start), min(cpu, time.process_time() - spent)
    tokens = BATCH * CONTEXT
    count = sum(p.numel() for p in model.parameters())
    print(f"train: {count / 1e6:.2f} M parameters, {threads} threads: {tokens / wall:.0f} tokens/s, {tokens / cpu:.0f} tokens per CPU-second (best step)")

    with torch.no_grad():
        start = time.perf_counter()
        written = torch.zeros(64, 1, dtype=torch.long)
        while written.size(1) <= 64:  # each token costs more than the last: the first quarter flatters PyTorch
            p = F.softmax(model(written)[:, -1], dim=-1)
            written = torch.cat([written, torch.multinomial(p, 1)], dim=1)
        print(f"write: 64 texts, the first 64 of {CONTEXT} tokens: {64 * 64 / (time.perf_counter() - start):.0f} tokens/s")


main()
