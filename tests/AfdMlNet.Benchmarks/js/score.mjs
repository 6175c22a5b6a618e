// Scores the sample of `AfdMlNet.Benchmarks sample ARCHIVE FOLDER` with ONNX Runtime Web (WebAssembly) under Node, outside of .NET.
//   npm install onnxruntime-web && node score.mjs FOLDER
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as ort from 'onnxruntime-web';

const folder = process.argv[2];
ort.env.wasm.numThreads = 1;
const session = await ort.InferenceSession.create(new Uint8Array(await readFile(join(folder, 'student.onnx'))));
const pixels = new Uint8Array(await readFile(join(folder, 'images.bin')));
const answers = JSON.parse(await readFile(join(folder, 'answers.json'), 'utf8'));
const side = Math.sqrt(pixels.length / answers.count / 3);
const results = await session.run({ image: new ort.Tensor('uint8', pixels, [answers.count, side, side, 3]) });
const labels = Array.from(results.label.data, Number);
const same = labels.filter((label, row) => label === answers.labels[row]).length;
const difference = results.probabilities.data.reduce((most, value, i) => Math.max(most, Math.abs(value - answers.probabilities[i])), 0);
console.log(`onnxruntime-web ${ort.env.versions.web}, Node ${process.versions.node}: ${same} of ${answers.count} labels agree, largest difference ${difference.toExponential(1)}`);
process.exit(same === answers.count && difference < 1e-4 ? 0 : 1);
