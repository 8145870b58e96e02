"""PyTorch beside `Assay.Bench neural vae`: the published autoencoder.

    apt-get install python3-torch
    OPENBLAS_CORETYPE=SkylakeX OMP_NUM_THREADS=1 /usr/bin/python3 bench/peers/torch_vae.py [THREADS]
"""

import math
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

BATCH, CODE, CAPACITY = 256, 20, 64


class Vae(nn.Module):
    def __init__(self):
        super().__init__()
        c = CAPACITY
        self.encoder = nn.Sequential(
            nn.Conv2d(1, c, 4, 2, 1), nn.ReLU(), nn.Conv2d(c, 2 * c, 4, 2, 1), nn.ReLU(), nn.Flatten(), nn.Linear(2 * c * 49, 2 * CODE))
        self.decoder = nn.Sequential(
            nn.Linear(CODE, 2 * c * 49), nn.Unflatten(1, (2 * c, 7, 7)), nn.ConvTranspose2d(2 * c, c, 4, 2, 1), nn.ReLU(), nn.ConvTranspose2d(c, 1, 4, 2, 1))

    def forward(self, x):
        mean, log_variance = self.encoder(x).chunk(2, dim=1)
        z = mean + (log_variance / 2).exp() * torch.randn_like(mean)
        divergence = -0.5 * (1 + log_variance - mean**2 - log_variance.exp()).sum()
        return F.binary_cross_entropy_with_logits(self.decoder(z), x, reduction="sum") + divergence


def main():
    threads = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    model = Vae()
    optimiser = torch.optim.Adam(model.parameters(), lr=1e-3, weight_decay=1e-5)
    pictures = torch.rand(BATCH, 1, 28, 28)
    wall = cpu = math.inf
    begin, run = time.perf_counter(), 0
    while run < 7 or time.perf_counter() - begin < 20:
        start, spent = time.perf_counter(), time.process_time()
        optimiser.zero_grad(set_to_none=True)
        model(pictures).backward()
        optimiser.step()
        run += 1
        if run > 2:
            wall, cpu = min(wall, time.perf_counter() - start), min(cpu, time.process_time() - spent)
    print(f"train: {sum(p.numel() for p in model.parameters())} parameters, {threads} threads: {BATCH / wall:.0f} pictures/s, {BATCH / cpu:.0f} pictures per CPU-second (best step)")


main()
