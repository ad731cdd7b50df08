// SPDX-License-Identifier: GPL-2.0-only
// Looks at pages of exit-compare in Chromium: on a screen and a phone, light and dark, and as
// printed. Prints "ok - NAME" or "not ok - NAME" for each check, and what is wrong as "# ...".
//
// usage: page.js AXE DIR...
//   AXE  axe-core's script, or - to leave its checks out
//   DIR  the reports, and the program's output as "said"; gets printed.pdf
"use strict";
const { readFileSync, writeFileSync } = require("node:fs");
const { basename } = require("node:path");
const { Browser } = require("./browser.js");
const looks = require("./page_looks.js");
const numbers = require("./page_numbers.js");

/* In this order: paper has what is folded, and a dark page is laid out as the light one before */
const MEDIA = [
	/* A4 in landscape, without its margins */
	{ name: "paper", width: 1032, media: "print", scheme: "light" },
	{ name: "screen", width: 1400, media: "screen", scheme: "light" },
	{ name: "dark screen", width: 1400, media: "screen", scheme: "dark" },
	{ name: "phone", width: 390, media: "screen", scheme: "light" },
	{ name: "dark phone", width: 390, media: "screen", scheme: "dark" },
];
const PHONE = 720;

function report(name, wrong) {
	console.log(`${wrong.length ? "not ok" : "ok"} - ${name}`);
	for (const line of wrong.slice(0, 20))
		console.log(`# ${line.replaceAll("\n", " ").slice(0, 300)}`);
}

const call = (body, ...values) =>
	`(${body})(${values.map((value) => JSON.stringify(value)).join()})`;

async function lookOn(browser, axe, of, medium) {
	await browser.show(medium);
	if (medium.media === "screen")
		await browser.run(call(looks.unfold));
	report(`${of}: nothing is beside it`, await browser.run(call(looks.overflows, medium.width,
		medium.media === "screen" && medium.width > PHONE)));
	report(`${of}: no number is hidden`, await browser.run(call(looks.hidden)));
	report(`${of}: marks have contrast`, await browser.run(call(looks.pale)));
	if (axe && medium.media === "screen")
		report(`${of}: axe finds nothing`,
			await browser.run(call(looks.axeSays, medium.scheme === "dark")));
	report(`${of}: the browser reports no errors`, browser.complaints());
}

async function count(browser, name, dir) {
	const [csv, json, said] = ["report.csv", "report.json", "said"]
		.map((file) => readFileSync(`${dir}/${file}`, "utf8"));
	const run = (body) => browser.run(call(body));
	const answers = JSON.parse(json);

	report(`${name}: the page has the CSV's numbers`,
		numbers.misread(await run(numbers.numbers), csv, answers));
	report(`${name}: rows add up`, await run(numbers.sums));
	report(`${name}: the terminal has the page's numbers`,
		numbers.differs(await run(numbers.tables), said));
	report(`${name}: page, terminal and JSON have the same answers`,
		numbers.unsaid(await run(numbers.sentences), said, answers));
}

async function main([axeFile, ...dirs]) {
	const axe = axeFile === "-" ? null : `${readFileSync(axeFile, "utf8")};0`;
	const browser = new Browser();

	await browser.start();
	for (const dir of dirs) {
		const name = basename(dir);

		await browser.open(`${dir}/report.html`, MEDIA[0]);
		if (axe)
			await browser.run(axe);
		for (const medium of MEDIA) {
			await lookOn(browser, axe, `${name}, ${medium.name}`, medium);
			if (medium.media === "print")
				writeFileSync(`${dir}/printed.pdf`, await browser.print());
		}
		await count(browser, name, dir);
	}
	await browser.end();
}

main(process.argv.slice(2));
