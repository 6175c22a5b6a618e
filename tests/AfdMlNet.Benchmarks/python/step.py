"""The AFD step in PyTorch, for the speed benchmark: networks, losses and optimizers as in src/AfdMlNet.

python3 step.py resnet8,resnet20 ce|dml|afd sequential|workers THREADS
Reads lines: "step N" answers milliseconds a step, "peak" the peak of resident memory in MB.
"""
import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import torch
import torch.nn as nn
import torch.nn.functional as F

BATCH, CLASSES, TAU = 128, 100, 3.0


def conv(i, o, k, s=1):
    return nn.Conv2d(i, o, k, stride=s, padding=k // 2, bias=False)


class Block(nn.Module):
    def __init__(self, i, o, s):
        super().__init__()
        self.conv1, self.bn1 = conv(i, o, 3, s), nn.BatchNorm2d(o)
        self.conv2, self.bn2 = conv(o, o, 3), nn.BatchNorm2d(o)
        self.down = nn.Sequential(conv(i, o, 1, s), nn.BatchNorm2d(o)) if s != 1 or i != o else None

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu_(self.bn1(self.conv1(x)))))
        return F.relu_(y.add_(x if self.down is None else self.down(x)))


class ResNet(nn.Module):
    def __init__(self, depth):
        super().__init__()
        n = (depth - 2) // 6
        self.stem = nn.Sequential(conv(3, 16, 3), nn.BatchNorm2d(16))
        stages = [(16, 16, 1), (16, 32, 2), (32, 64, 2)]
        self.stages = nn.Sequential(*[Block(i if b == 0 else o, o, s if b == 0 else 1) for i, o, s in stages for b in range(n)])
        self.fc = nn.Linear(64, CLASSES)

    def forward(self, x):
        f = self.stages(F.relu_(self.stem(x)))
        return f, self.fc(f.mean((2, 3)))

    def features(self):
        return [*self.stem.parameters(), *self.stages.parameters()]


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.reduce, self.bn, self.judge = nn.Conv2d(64, 32, 3, 2, 1, bias=False), nn.BatchNorm2d(32), nn.Conv2d(32, 1, 4)

    def forward(self, f):
        return torch.sigmoid(self.judge(F.leaky_relu(self.bn(self.reduce(f)), 0.2)).flatten(1))


class Step:
    def __init__(self, depths, method, workers, threads):
        self.method, self.each = method, max(1, threads // len(depths)) if workers else threads
        torch.set_num_threads(self.each)
        self.nets = [ResNet(d).to(memory_format=torch.channels_last) for d in depths]
        self.judges = [Discriminator().to(memory_format=torch.channels_last) for _ in depths]
        self.sgd = [torch.optim.SGD(n.parameters(), 0.1, momentum=0.9, weight_decay=1e-4) for n in self.nets]
        self.adam_g = [torch.optim.Adam(n.features(), 2e-5, weight_decay=0.1) for n in self.nets]
        self.adam_d = [torch.optim.Adam(j.parameters(), 2e-5, weight_decay=0.1) for j in self.judges]
        self.x = torch.randn(BATCH, 3, 32, 32).to(memory_format=torch.channels_last)
        self.y = torch.arange(BATCH) % CLASSES
        self.pools = [ThreadPoolExecutor(1, initializer=lambda: torch.set_num_threads(self.each)) for _ in depths] if workers else None

    def all(self, work):
        if self.pools is None:
            return [work(k) for k in range(len(self.nets))]
        return [f.result() for f in [pool.submit(work, k) for k, pool in enumerate(self.pools)]]

    def run(self):
        seen = self.all(lambda k: self.nets[k](self.x))
        self.all(lambda k: self.learn(k, seen))

    def learn(self, k, seen):
        net, judge, (f, z) = self.nets[k], self.judges[k], seen[k]
        peer_f, peer_z = (t.detach() for t in seen[k - 1])
        loss = F.cross_entropy(z, self.y)
        if self.method != "ce":
            loss = loss + TAU ** 2 * F.kl_div(F.log_softmax(z / TAU, 1), F.softmax(peer_z / TAU, 1), reduction="batchmean")
        afd = self.method == "afd"
        g1 = torch.autograd.grad(loss, list(net.parameters()), retain_graph=afd)
        if afd:
            fake, real = judge(f), judge(peer_f)
            g2 = torch.autograd.grad((1 - fake).square().mean(), net.features(), retain_graph=True)
            g3 = torch.autograd.grad((1 - real).square().mean() + fake.square().mean(), list(judge.parameters()))
        self.apply(self.sgd[k], net.parameters(), g1)
        if afd:
            self.apply(self.adam_g[k], net.features(), g2)
            self.apply(self.adam_d[k], judge.parameters(), g3)

    @staticmethod
    def apply(optimizer, parameters, gradients):
        parameters = list(parameters)
        for p, g in zip(parameters, gradients):
            p.grad = g
        optimizer.step()
        for p in parameters:
            p.grad = None


def main():
    names, method, mode, threads = sys.argv[1:5]
    step = Step([int(name[len("resnet"):]) for name in names.split(",")], method, mode == "workers", int(threads))
    print("ready", torch.__version__, flush=True)
    for line in sys.stdin:
        words = line.split()
        if words[0] == "peak":
            print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000, flush=True)
            continue
        start = time.perf_counter()
        for _ in range(int(words[1])):
            step.run()
        print((time.perf_counter() - start) * 1000 / int(words[1]), flush=True)


main()
