"use strict";
const form = document.getElementById("form");
const answer = document.getElementById("answer");
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  answer.textContent = "...";
  try {
    const reply = await fetch("/graphql", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: document.getElementById("query").value }),
    });
    answer.textContent = JSON.stringify(await reply.json(), null, 2);
  } catch (error) {
    answer.textContent = "The server did not answer: " + error;
  }
});
