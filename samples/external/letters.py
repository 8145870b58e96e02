"""A small model in PyTorch for the laboratory's loops: the next letter given the two before it.

    letters.py fit DATA.jsonl MODEL SEED
    letters.py sample MODEL OUT.jsonl COUNT SEED
"""

import json
import sys

import torch
from torch import nn
from torch.nn import functional as F

END, LONGEST = 0, 400


class Letters(nn.Module):
    def __init__(self, letters):
        super().__init__()
        self.embedding = nn.Embedding(letters, 16)
        self.net = nn.Sequential(nn.Linear(32, 64), nn.ReLU(), nn.Linear(64, letters))

    def forward(self, pairs):
        return self.net(self.embedding(pairs).flatten(1))


def fit(data, path, seed):
    torch.manual_seed(int(seed))
    with open(data, encoding="utf-8") as lines:
        texts = [json.loads(line)["text"][:LONGEST] for line in lines]
    alphabet = sorted(set("".join(texts)))
    number = {letter: 1 + i for i, letter in enumerate(alphabet)}
    pairs, following = [], []
    for text in texts:
        tokens = [END, END, *(number[letter] for letter in text), END]
        for i in range(2, len(tokens)):
            pairs.append(tokens[i - 2 : i])
            following.append(tokens[i])
    pairs, following = torch.tensor(pairs), torch.tensor(following)
    model = Letters(1 + len(alphabet))
    optimiser = torch.optim.AdamW(model.parameters(), lr=1e-2)
    for _ in range(300):
        batch = torch.randint(0, len(pairs), (512,))
        loss = F.cross_entropy(model(pairs[batch]), following[batch])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    torch.save({"alphabet": alphabet, "state": model.state_dict()}, path)


def sample(path, out, count, seed):
    torch.manual_seed(int(seed))
    saved = torch.load(path)
    model = Letters(1 + len(saved["alphabet"]))
    model.load_state_dict(saved["state"])
    written = torch.zeros(int(count), 2, dtype=torch.long)
    ended = torch.zeros(int(count), dtype=torch.bool)
    with torch.no_grad():
        while written.size(1) < LONGEST and not ended.all():
            following = torch.multinomial(model(written[:, -2:]).softmax(-1), 1).squeeze(1)
            following[ended] = END
            ended |= following == END
            written = torch.cat([written, following[:, None]], dim=1)
    with open(out, "w", encoding="utf-8") as lines:
        for row in written[:, 2:].tolist():
            lines.write(json.dumps({"text": "".join(saved["alphabet"][t - 1] for t in row if t != END)}) + "\n")


{"fit": fit, "sample": sample}[sys.argv[1]](*sys.argv[2:])
