// SPDX-License-Identifier: GPL-2.0-only
// Looks at a page from within: each of these functions runs in the browser, and returns what is
// wrong, one line each.
"use strict";

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
		if (getComputedStyle(element).display !== "inline" &&
		    element.scrollWidth > element.clientWidth + 1)
			wrong.push(`wider than its box: ${text(element)}`);
	}
	return wrong;
}

// Numbers that nobody sees
function hidden() {
	return [...document.querySelectorAll("data")]
		.filter((element) => !element.checkVisibility())
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

// All rules, or those of colours: the page of a dark medium differs in nothing else.
async function axeSays(coloursOnly) {
	const { violations } = await globalThis.axe.run(document, {
		resultTypes: ["violations"],
		runOnly: coloursOnly ? ["color-contrast", "link-in-text-block"]
			: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
	});
	return violations.flatMap((violation) => violation.nodes.map((node) =>
		`${violation.id}: ${node.html} ${node.any[0]?.message ?? ""}`));
}

function unfold() {
	document.querySelectorAll("details").forEach((one) => { one.open = true; });
}

module.exports = { overflows, hidden, pale, axeSays, unfold };
