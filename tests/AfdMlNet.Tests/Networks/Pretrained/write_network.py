"""Writes a CIFAR-style ResNet of random weights and batch norm statistics, and its logits: write_network.py FOLDER.

The modules have the names of chenyaofo/pytorch-cifar-models (conv1, bn1, layer1.0.conv1, layer2.0.downsample.0, fc).
"""
import sys

import torch
from torch import nn


class BasicBlock(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.downsample = None
        if stride != 1 or inputs != outputs:
            self.downsample = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        inner = torch.relu(self.bn1(self.conv1(x)))
        shortcut = x if self.downsample is None else self.downsample(x)
        return torch.relu(self.bn2(self.conv2(inner)) + shortcut)


class CifarResNet(nn.Module):
    def __init__(self, depth, classes):
        super().__init__()
        blocks = (depth - 2) // 6
        self.conv1 = nn.Conv2d(3, 16, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        self.layer1 = self.stage(16, 16, blocks, 1)
        self.layer2 = self.stage(16, 32, blocks, 2)
        self.layer3 = self.stage(32, 64, blocks, 2)
        self.fc = nn.Linear(64, classes)

    @staticmethod
    def stage(inputs, outputs, blocks, stride):
        return nn.Sequential(*[BasicBlock(inputs if b == 0 else outputs, outputs, stride if b == 0 else 1) for b in range(blocks)])

    def forward(self, x):
        map = self.layer3(self.layer2(self.layer1(torch.relu(self.bn1(self.conv1(x))))))
        return self.fc(map.mean((2, 3)))


torch.manual_seed(1)
folder = sys.argv[1]
network = CifarResNet(20, 10)
with torch.no_grad():
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.weight.uniform_(0.5, 1.5)
            module.bias.normal_(0, 0.3)
    for _ in range(5):  # statistics
        network(torch.randn(16, 3, 32, 32))
    network.eval()
    images = torch.randn(4, 3, 32, 32)
    torch.save({"images": images, "logits": network(images)}, f"{folder}/expected.pth")
torch.save(network.state_dict(), f"{folder}/plain.pth")
optimizer = torch.optim.SGD(network.parameters(), lr=0.1, momentum=0.9)
torch.save({"epoch": 3, "best": 0.5, "state_dict": nn.DataParallel(network).state_dict(), "optimizer": optimizer.state_dict()}, f"{folder}/checkpoint.pth")
torch.save(network.state_dict(), f"{folder}/old.pth", _use_new_zipfile_serialization=False)
torch.save(network, f"{folder}/pickled.pth")
