// Says when a round goes on or has been played. The page is not reloaded by itself: somebody may be reading, or filling in a form.
const place = document.getElementById("live");
const words = document.getElementById("live-words");
const link = document.getElementById("live-link");
setInterval(async () => {
  try {
    const answer = await fetch("state");
    const state = await answer.json();
    if (words.textContent !== state.words) words.textContent = state.words;
    link.hidden = state.version === place.dataset.version;
  } catch { /* the next time */ }
}, 3000);
