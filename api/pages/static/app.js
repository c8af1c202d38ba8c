// What scripts add to pages that work without them: dropping files, progress as it happens,
// a copy button, and the claim beside the words that make it.
"use strict";

document.documentElement.classList.add("scripts");

for (const form of document.querySelectorAll("[data-drop]")) {
  const files = form.querySelector("input[type=file]");
  const stop = (event) => {
    event.preventDefault();
    form.classList.toggle("dragged", event.type === "dragover");
  };
  form.addEventListener("dragover", stop);
  form.addEventListener("dragleave", stop);
  form.addEventListener("drop", (event) => {
    stop(event);
    if (event.dataTransfer.files.length) {
      files.files = event.dataTransfer.files;
      form.requestSubmit();
    }
  });
}

const FINISHED = new Set(["done", "refused", "failed", "cancelled"]);

for (const place of document.querySelectorAll("[data-watch]")) {
  const finished = new Set();
  const total = Number(place.dataset.total || 1);
  const source = new EventSource(place.dataset.watch);
  const reload = () => {
    source.close();
    location.reload();
  };
  source.addEventListener("task", (event) => {
    const { task_id: task, state } = JSON.parse(event.data);
    if (FINISHED.has(state)) finished.add(task);
    if (finished.size >= total) reload();
    showBatch(place, finished.size, total, task, state);
    if (state === "running") showSteps(place);
  });
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) setTimeout(reload, 3000);
  });
}

function showBatch(place, done, total, task, state) {
  for (const bar of place.querySelectorAll("progress")) bar.value = done;
  for (const told of place.querySelectorAll("#batch-state")) {
    told.textContent = `${done} of ${total} finished`;
  }
  for (const cell of document.querySelectorAll(`[data-task="${CSS.escape(task)}"] .state`)) {
    cell.className = `state ${state}`;
    cell.textContent = state;
  }
}

function showSteps(place) {
  for (const step of place.querySelectorAll(".steps li")) {
    const last = !step.nextElementSibling;
    step.className = last ? "doing" : "done";
    step.querySelector(".mark").textContent = last ? "▸" : "✓";
  }
}

for (const box of document.querySelectorAll("[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    const words = box.querySelector("code");
    try {
      await navigator.clipboard.writeText(words.textContent);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(words);
      button.textContent = "Selected";
    }
  });
  box.append(button);
}

const light = (event) => {
  const id = event.target.closest?.("[data-claim]")?.dataset.claim;
  const on = event.type === "pointerover" || event.type === "focusin";
  if (!id) return;
  for (const one of document.querySelectorAll(`[data-claim="${CSS.escape(id)}"]`)) {
    one.classList.toggle("lit", on);
  }
};
for (const name of ["pointerover", "pointerout", "focusin", "focusout"]) {
  document.addEventListener(name, light);
}
