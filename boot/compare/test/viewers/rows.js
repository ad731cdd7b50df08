// SPDX-License-Identifier: GPL-2.0-only
// Appended to the script that Speedscope loads: when the table of the sandwich view no longer
// changes, appends its rows as text to the page, TOTAL, SELF and NAME with tabs, where the test
// reads them.
let before = "";
const timer = setInterval(() => {
	// The list asks for the size of its place only then.
	dispatchEvent(new Event("resize"));
	const text = [...document.querySelectorAll("tr")]
		.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent))
		.filter((cells) => cells.length === 3)
		.map((cells) => cells.map((cell) => cell.replace(/ \(.*%\)$/, "")).join("\t"))
		.join("\n");
	const isWhole = text !== "" && text === before;
	before = text;
	if (!isWhole)
		return;
	clearInterval(timer);
	const element = document.createElement("pre");
	element.className = "seen";
	element.textContent = text;
	document.body.append(element);
}, 200);
