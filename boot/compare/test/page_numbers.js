// SPDX-License-Identifier: GPL-2.0-only
// Compares all numbers of a page with report.csv, and its tables with those of the terminal.
"use strict";

const grouped = (value) => value.toString().replace(/\B(?=(\d{3})+$)/g, ",");
const rounded = (value) => BigInt(Math.floor(value + 0.5));

// part of whole, as the page has it
function share(part, whole) {
	const tenths = rounded(Number(part) * 1000 / Number(whole));

	if (part > 0 && tenths === 0n)
		return "under 0.1 %";
	return tenths < 100n ? `${tenths / 10n}.${tenths % 10n} %`
		: `${rounded(Number(part) * 100 / Number(whole))} %`;
}

// Three digits of a time, and all before the point
function time(value) {
	const digits = [3, 2, 1, 0].find((some) => some === 0 || rounded(value * 10 ** some) < 1000n);
	const [before, after] = (Number(rounded(value * 10 ** digits)) / 10 ** digits)
		.toFixed(digits).split(".");

	if (value === 0)
		return "0";
	return value < 0.0005 ? "under 0.001" : grouped(before) + (after ? `.${after}` : "");
}

// The text of a fact's value in a cell
function text(cell, value, run) {
	const khz = run.tsc_khz && run.tsc_host_khz ? run.tsc_host_khz : run.tsc_khz;

	switch (cell.as) {
	case "ms": return time(Number(value) / khz);
	case "us": return time(Number(value) * 1000 / khz);
	case "mean-us": return time(Number(value) / Number(cell.of) * 1000 / khz);
	case "guest-ms": return time(Number(value) / run.tsc_khz);
	case "share": return share(value, cell.of);
	default: return grouped(value);
	}
}

// Runs in the browser: all cells and other numbers
function numbers() {
	return [...document.querySelectorAll("data")].map((element) => {
		const next = (selector) => element.parentElement.tagName !== "TD" ? undefined
			: element.parentElement.querySelector(selector)?.textContent;

		return { value: element.value, fact: element.dataset.fact, text: element.textContent,
			as: element.dataset.as, of: element.dataset.of,
			share: next("small.share"), range: next("small:not(.share)"),
			inTable: element.parentElement.tagName === "TD" };
	});
}

// Runs in the browser: tables as the terminal prints them
function tables() {
	return [...document.querySelectorAll("details:has(td data)")].map((details) => ({
		title: details.querySelector("summary").textContent,
		rows: [...details.querySelector("tbody").rows].map((row) => [...row.cells].map((cell) => {
			const part = (selector) => cell.querySelector(selector)?.textContent;
			const range = part("small:not(.share)"), of = part("small.share");

			if (cell.tagName === "TH")
				return cell.firstChild.textContent.trim();
			return cell.classList.contains("none") ? "-" : part("data") +
				(range ? ` (${range.replace("\u2013", "-")})` : "") + (of ? `, ${of}` : "");
		})),
	}));
}

// Runs in the browser: the answers
function sentences() {
	return [...document.querySelectorAll("main li")]
		.filter((item) => !item.closest("figure")).map((item) => item.textContent);
}

// What page and CSV say differently
function misread(found, csv, json) {
	const facts = new Map(csv.trim().split("\n").slice(1).map((line) => {
		const [label, section, name, quantity, , min, median, max] = line.split(",");

		return [[label, section, name, quantity].join(), { min, median, max }];
	}));
	const runs = new Map(json.labels.map(({ label, runs: [first] }) => [label, first]));
	const wrong = [];

	for (const cell of found) {
		const fact = facts.get(cell.fact), run = runs.get(cell.fact.split(",")[0]);
		const of = (value) => text(cell, BigInt(value), run);
		const isDerived = cell.as === "share" || cell.as === "mean-us";
		const want = fact && {
			value: fact.median, text: of(fact.median),
			range: !cell.inTable || isDerived || fact.min === fact.max ? undefined
				: `${of(fact.min)}\u2013${of(fact.max)}`,
			share: cell.of && !isDerived && fact.median !== "0"
				? share(BigInt(fact.median), cell.of) : undefined,
		};

		for (const key of ["value", "text", "range", "share"])
			if (!want || cell[key] !== want[key] && (cell.inTable || key !== "range"))
				wrong.push(`${cell.fact}: ${key} is ${cell[key]}, not ${want?.[key]}`);
	}
	return wrong;
}

// Tables of exits and times of one run whose rows do not add up to the total that they show
function sums() {
	const wrong = [];

	for (const table of document.querySelectorAll("table")) {
		const rows = [...table.tBodies[0].rows];
		const at = rows.findIndex((row) => row.cells[0].textContent === "total");
		const several = table.querySelector("small:not(.share):not(th *)");

		for (let i = 1; at > 0 && !several && i < rows[at].cells.length; i++) {
			const total = rows[at].cells[i].querySelector("data");
			const value = (row) => BigInt(row.cells[i].querySelector("data")?.value ?? 0);
			const sum = rows.slice(0, at).map(value).reduce((a, b) => a + b);

			if (total && total.dataset.as !== "mean-us" && sum !== BigInt(total.value))
				wrong.push(`${table.parentElement.ariaLabel}, ${rows[at].cells[i].dataset.name}: ` +
					`${sum}, not ${total.value}`);
		}
	}
	return wrong;
}

// Rows that the terminal shows otherwise; it leaves out columns on the right
function differs(found, said) {
	const lines = said.split("\n"), wrong = [];
	let compared = 0;

	for (const table of found) {
		const start = lines.indexOf(table.title);

		if (start < 0)
			continue;
		const shown = lines.slice(start, lines.indexOf("", start));

		for (const [name, ...cells] of table.rows) {
			const line = shown.find((one) => one.startsWith(`  ${name}  `));
			const printed = line?.slice(name.length + 2).trim().split(/ {2,}/) ?? [];

			compared += printed.length;
			if (printed.length === 0 || printed.some((text, i) => text !== cells[i]))
				wrong.push(`${table.title}: ${line ?? name}, not ${cells.join("  ")}`);
		}
	}
	return compared > 0 ? wrong : ["the terminal has no numbers"];
}

// Sentences of the page that terminal or JSON lack
function unsaid(found, said, json) {
	const flat = (string) => string.replace(/\s+/g, " ");
	const answers = json.answers.flatMap(({ answer }) => answer);
	const printed = flat(said);

	return [...found.filter((sentence) => !answers.includes(sentence)),
		...answers.filter((sentence) => !found.includes(sentence) || !printed.includes(flat(sentence)))];
}

module.exports = { numbers, tables, sentences, misread, sums, differs, unsaid };
