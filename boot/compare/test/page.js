// SPDX-License-Identifier: GPL-2.0-only
// Looks at pages of exit-compare in Chromium: on a screen and a phone, light and dark, and as
// printed. Prints "ok - NAME" or "not ok - NAME" for each check, and what is wrong as "# ...".
//
// usage: page.js AXE PDF NAME=PAGE...
//   AXE  axe-core's script, or - to leave its checks out
//   PDF  a folder for the printed pages, NAME.pdf
"use strict";
const { readFileSync, writeFileSync } = require("node:fs");
const { Browser } = require("./browser.js");

const MEDIA = [
	{ name: "screen", width: 1400, media: "screen", scheme: "light" },
	{ name: "dark screen", width: 1400, media: "screen", scheme: "dark" },
	{ name: "phone", width: 390, media: "screen", scheme: "light" },
	{ name: "dark phone", width: 390, media: "screen", scheme: "dark" },
	/* A4 in landscape, without its margins */
	{ name: "paper", width: 1032, media: "print", scheme: "light" },
];
const PHONE = 720;

function report(name, wrong) {
	console.log(`${wrong.length ? "not ok" : "ok"} - ${name}`);
	for (const line of wrong.slice(0, 20))
		console.log(`# ${line.replaceAll("\n", " ").slice(0, 300)}`);
}

// The functions below run in the page.

// Texts and numbers that are not within the screen, and what scrolls sideways
function overflows(width, mayScroll) {
	const wrong = [];
	const text = (element) => `${element.tagName}: ${element.textContent.slice(0, 60)}`;

	if (document.documentElement.scrollWidth > width)
		wrong.push(`the page is ${document.documentElement.scrollWidth} wide`);
	for (const box of document.querySelectorAll(".scroll"))
		if (box.scrollWidth > box.clientWidth &&
		    !(mayScroll && box.querySelector("table.wide")))
			wrong.push(`${box.getAttribute("aria-label")} scrolls`);
	for (const element of document.querySelectorAll("data, dd, li, p, summary, small, th, td")) {
		const box = element.getBoundingClientRect();

		if (!element.checkVisibility() || element.closest(".scroll:has(table.wide)") && mayScroll)
			continue;
		if (box.right > width + 0.5 || box.left < -0.5)
			wrong.push(`beside the screen: ${text(element)}`);
		if (element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== "inline")
			wrong.push(`wider than its box: ${text(element)}`);
	}
	return wrong;
}

// Numbers that nobody sees
function hidden() {
	return [...document.querySelectorAll("data")]
		.filter((element) => element.getBoundingClientRect().height === 0)
		.map((element) => element.dataset.fact);
}

// Colours of marks with less than 3:1 to what is behind them
function pale() {
	const style = getComputedStyle(document.documentElement);
	const light = (name) => {
		const parts = style.getPropertyValue(name).trim().slice(1).match(/../g)
			.map((part) => parseInt(part, 16) / 255)
			.map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
		return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2] + 0.05;
	};
	const marks = ["more", "fewer", ...Array.from({ length: 8 }, (_, i) => `set${i + 1}`)];
	const wrong = [];

	for (const mark of marks)
		for (const behind of ["card", "paper"]) {
			const [a, b] = [light(`--${mark}`), light(`--${behind}`)];
			const ratio = Math.max(a, b) / Math.min(a, b);

			if (ratio < 3)
				wrong.push(`--${mark} on --${behind}: ${ratio.toFixed(2)}`);
		}
	return wrong;
}

// What the text of a number must be, by its value, and is not
function misread() {
	const grouped = (value) => value.toString().replace(/\B(?=(\d{3})+$)/g, ",");
	const rounded = (value) => BigInt(Math.floor(value + 0.5));
	const share = (part, whole) => {
		const tenths = rounded(Number(part) * 1000 / Number(whole));

		if (part > 0n && tenths === 0n)
			return "under 0.1 %";
		return tenths < 100n ? `${tenths / 10n}.${tenths % 10n} %`
			: `${rounded(Number(part) * 100 / Number(whole))} %`;
	};
	const wrong = [];

	for (const element of document.querySelectorAll("data")) {
		const value = BigInt(element.value), whole = BigInt(element.dataset.of ?? 0);
		const next = element.parentElement.querySelector(".share");
		const want = element.dataset.as === "share" ? share(value, whole)
			: element.dataset.as ? null : grouped(value);

		if (want !== null && element.textContent !== want)
			wrong.push(`${element.dataset.fact}: ${element.textContent}, not ${want}`);
		if (next && next.textContent !== share(value, whole))
			wrong.push(`${element.dataset.fact}: ${next.textContent}, not ${share(value, whole)}`);
	}
	return wrong;
}

// Tables whose rows do not add up to their total, in columns of exits of one run
function sums() {
	const wrong = [];

	for (const table of document.querySelectorAll("table")) {
		const rows = [...table.tBodies[0].rows];
		const at = rows.findIndex((row) => row.cells[0].textContent === "total");

		for (let i = 1; at > 0 && i < rows[at].cells.length; i++) {
			const total = rows[at].cells[i].querySelector("data");
			const value = (row) => BigInt(row.cells[i].querySelector("data")?.value ?? 0);
			const sum = rows.slice(0, at).map(value).reduce((a, b) => a + b);
			const several = rows.some((row) => row.cells[i].querySelector("small:not(.share)"));

			if (total && !several && !["mean-us", "share"].includes(total.dataset.as) && sum !== BigInt(total.value))
				wrong.push(`${table.parentElement.ariaLabel}, ${rows[at].cells[i].dataset.name}: ${sum}, not ${total.value}`);
		}
	}
	return wrong;
}

async function axeSays() {
	const { violations } = await globalThis.axe.run(document,
		{ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] });
	return violations.flatMap((violation) => violation.nodes.map((node) =>
		`${violation.id}: ${node.html} ${node.any[0]?.message ?? ""}`));
}

const unfold = () => document.querySelectorAll("details").forEach((one) => { one.open = true; });
const call = (body, ...values) => `(${body})(${values.map((value) => JSON.stringify(value)).join()})`;

async function look(browser, axe, name, page) {
	for (const medium of MEDIA) {
		const of = `${name}, ${medium.name}`;

		await browser.open(page, medium);
		if (medium.media === "screen")
			await browser.run(call(unfold));
		report(`${of}: nothing is beside it`, await browser.run(call(overflows, medium.width,
			medium.media === "screen" && medium.width > PHONE)));
		report(`${of}: no number is hidden`, await browser.run(call(hidden)));
		report(`${of}: marks have contrast`, await browser.run(call(pale)));
		if (axe && medium.media === "screen") {
			await browser.run(axe);
			report(`${of}: axe finds nothing`, await browser.run(call(axeSays)));
		}
		report(`${of}: the browser reports no errors`, browser.complaints());
	}
	report(`${name}: texts are those of the values`, await browser.run(call(misread)));
	report(`${name}: rows add up`, await browser.run(call(sums)));
}

async function main([axeFile, pdfs, ...pages]) {
	const axe = axeFile === "-" ? null : `${readFileSync(axeFile, "utf8")};0`;
	const browser = new Browser();

	await browser.start();
	for (const argument of pages) {
		const [name, page] = argument.split("=");

		await look(browser, axe, name, page);
		writeFileSync(`${pdfs}/${name}.pdf`, await browser.print());
	}
	await browser.end();
}

main(process.argv.slice(2));
