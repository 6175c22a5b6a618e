"use strict";

const element = (id) => document.getElementById(id);
const file = element("file"), drop = element("drop"), preview = element("preview"), invitation = element("invitation");
const error = element("error"), status = element("status"), bars = element("bars"), details = element("details");
// As the report has them, whatever the browser's language.
const percent = (part) => `${(100 * part).toFixed(1)} %`;
let maximumBytes = Infinity;
let running = null;

async function showModel() {
  try {
    const model = await (await fetch("model")).json();
    maximumBytes = model.maximumBytes;
    const input = model.input ? ` · ${model.input.width} × ${model.input.height} pixels` : "";
    element("model").textContent = `${model.name} · ${model.classes.length} classes${input}`;
    element("limits").textContent =
      `PNG, JPEG, WebP, GIF or BMP, up to ${model.maximumBytes / 1e6} MB and ${model.maximumPixels / 1e6} million pixels`;
    await showSamples(model.classes);
  } catch {
    element("model").textContent = "The server does not say which model it serves.";
  }
}

// Pictures of the model's own classes: the server's, or drawn ones of classes that can be drawn. Others would be a riddle.
async function showSamples(classes) {
  const given = await (await fetch("samples")).json();
  const pictures = given.length > 0
    ? given.map(({ class: name, path }) => ({ name, picture: Object.assign(new Image(), { src: path, alt: "" }), take: () => fetched(path) }))
    : samples.filter(({ name }) => classes.includes(name)).map(({ name, canvas }) => ({ name, picture: canvas, take: () => drawn(canvas) }));
  element("samples").replaceChildren(...pictures.map(({ name, picture, take }) => {
    const button = document.createElement("button");
    button.type = "button";
    button.title = name;
    button.setAttribute("aria-label", `Sample: ${name}`);
    button.append(picture);
    button.addEventListener("click", async () => {
      const content = await take();
      answer(new File([content], name, { type: content.type }));
    });
    return button;
  }));
  element("samples-card").hidden = pictures.length === 0;
}

const fetched = async (path) => (await fetch(path)).blob();
const drawn = (canvas) => new Promise((resolve) => canvas.toBlob(resolve));

async function answer(image) {
  running?.abort();
  const mine = running = new AbortController();
  showPicture(image);
  try {
    if (image.size > maximumBytes)
      throw new Error(`The picture has ${(image.size / 1e6).toFixed(1)} MB; up to ${maximumBytes / 1e6} MB are taken.`);
    busy(true);
    const form = new FormData();
    form.append("image", image, image.name);
    const start = performance.now();
    showAnswer(await post(form, mine.signal), performance.now() - start);
  } catch (reason) {
    // A newer picture took over: its answer is the one to show.
    if (!mine.signal.aborted)
      showError(reason.message);
  } finally {
    if (running === mine)
      busy(false);
  }
}

async function post(form, signal) {
  let response;
  try {
    response = await fetch("predict", { method: "POST", body: form, signal });
  } catch {
    throw new Error("The server cannot be reached. Is it still running?");
  }
  const reply = await response.json().catch(() => ({}));
  if (!response.ok)
    throw new Error(reply.detail ?? reply.title ?? `The server answered ${response.status}.`);
  return reply;
}

function showPicture(image) {
  URL.revokeObjectURL(preview.src);
  preview.onload = () => {
    preview.hidden = false;
    preview.classList.toggle("tiny", preview.naturalWidth < 64);
  };
  preview.onerror = () => { preview.hidden = true; };
  preview.alt = `Preview of ${image.name}`;
  preview.src = URL.createObjectURL(image);
  invitation.textContent = `${image.name} · choose or drop another`;
}

function busy(is) {
  document.body.classList.toggle("busy", is);
  if (is) {
    error.hidden = true;
    status.hidden = false;
    status.textContent = "Looking…";
  }
}

function showAnswer(reply, milliseconds) {
  const [best] = reply.predictions;
  status.textContent = reply.isSure ? `Most likely: ${best.class}` : `Not sure. Perhaps: ${best.class}`;
  status.classList.toggle("unsure", !reply.isSure);
  bars.replaceChildren(...reply.predictions.map(bar));
  details.hidden = false;
  details.textContent = `${reply.image.width} \u00d7 ${reply.image.height} ${reply.image.format.toUpperCase()}, `
    + `scored in ${reply.latencyMs.toFixed(1)} ms, ${milliseconds.toFixed(0)} ms with the upload`;
  status.scrollIntoView({ block: "nearest" });
  bars.scrollIntoView({ block: "nearest" });
}

function bar({ class: name, probability }) {
  const row = document.createElement("li");
  const [label, value, track, fill] = ["name", "percent", "track", "bar"].map((className) => {
    const part = document.createElement(className === "track" || className === "bar" ? "div" : "span");
    part.className = className;
    return part;
  });
  label.textContent = name;
  value.textContent = percent(probability);
  fill.style.width = `${100 * probability}%`;
  // The number beside it says the same.
  track.setAttribute("aria-hidden", "true");
  track.append(fill);
  row.append(label, value, track);
  return row;
}

function showError(message) {
  error.textContent = message;
  error.hidden = false;
  status.hidden = details.hidden = true;
  bars.replaceChildren();
}

function take(files) {
  if (files.length > 1)
    showError("One picture at a time, please.");
  else if (files.length === 1)
    answer(files[0]);
}

file.addEventListener("change", () => {
  take(file.files);
  // So that choosing the same file again is a change.
  file.value = "";
});
for (const type of ["dragenter", "dragover"])
  drop.addEventListener(type, (event) => { event.preventDefault(); drop.classList.add("over"); });
for (const type of ["dragleave", "drop"])
  drop.addEventListener(type, () => drop.classList.remove("over"));
drop.addEventListener("drop", (event) => { event.preventDefault(); take(event.dataTransfer.files); });
// A picture dropped beside the field must not replace the page.
for (const type of ["dragover", "drop"])
  document.addEventListener(type, (event) => event.preventDefault());
document.addEventListener("paste", (event) => take(event.clipboardData.files));

showModel();
