"""Writes Fixtures/tiny.pth and Fixtures/tiny.safetensors: the same tensors in both. Run in this folder."""
import json
import struct
from collections import OrderedDict

import torch

base = torch.arange(24, dtype=torch.float32).reshape(4, 6)
tensors = OrderedDict(
    weight=base / 8,
    view=base[1:3, 1:].t(),  # an offset and strides
    double=torch.tensor([0.5, -2.0], dtype=torch.float64),
    half=torch.tensor([0.25, 3.0], dtype=torch.float16),
    bfloat=torch.tensor([1.5, -0.5], dtype=torch.bfloat16),
    count=torch.tensor(7),
    empty=torch.zeros(0, 3),
)
tensors["parameter"] = torch.nn.Parameter(torch.tensor([1.0, 2.0]))
torch.save(tensors, "Fixtures/tiny.pth")

names = {torch.float64: "F64", torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.int64: "I64"}
header, data = {"__metadata__": {"format": "pt"}}, b""
for name, tensor in tensors.items():
    content = tensor.detach().contiguous().view(-1)
    content = bytes(content.view(torch.uint8).tolist()) if content.numel() else b""
    header[name] = {"dtype": names[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(content)]}
    data += content
text = json.dumps(header).encode()
with open("Fixtures/tiny.safetensors", "wb") as file:
    file.write(struct.pack("<Q", len(text)) + text + data)
