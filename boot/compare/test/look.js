// SPDX-License-Identifier: GPL-2.0-only
// Checks the layout of the page on a screen and on a phone, and appends the results
// to the page, where the test reads them. This script is not part of the report.
function overlap(a, b) {
	const x = Math.min(a.right, b.right) - Math.max(a.left, b.left);
	const y = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
	return x > 1 && y > 3;
}
// The first text of a plot that is outside of it, or on another one; slanted text has no box.
function misplaced(svg, box) {
	const texts = [...svg.querySelectorAll("text")]
		.filter((text) => !text.closest("[transform*=rotate]") && text.textContent.trim() !== "")
		.map((text) => ({ text: text.textContent.trim(), at: text.getBoundingClientRect() }));
	const out = texts.find(({ at }) => at.left < box.left - 1 || at.right > box.right + 1 ||
		at.top < box.top - 2 || at.bottom > box.bottom + 2);
	if (out)
		return out.text;
	const on = texts.find((a, i) => texts.slice(i + 1).some((b) => overlap(a.at, b.at)));
	return on && on.text;
}
function look(page, width) {
	const seen = [];
	for (const figure of page.querySelectorAll("figure")) {
		const shown = [...figure.querySelectorAll(":scope > svg")]
			.map((svg) => ({ svg, box: svg.getBoundingClientRect() }))
			.filter(({ box }) => box.width > 0);
		const { svg, box } = shown[0] || {};
		const marks = svg ? [...svg.querySelectorAll("g > title")].map((title) =>
			title.parentNode.querySelector("path, polygon, use")) : [];
		const ok = shown.length === 1 && box.width > width / 2 && box.height > 60 &&
			box.right <= width && svg.querySelector("title").textContent !== "" &&
			svg.querySelectorAll("path, polygon, rect, use").length > 2 &&
			marks.length > 1 && marks.every((mark) => mark);
		const text = ok && misplaced(svg, box);
		seen.push(`${figure.id}:${text ? `"${text}"` : ok ? "ok" : "bad"}`);
	}
	const wide = page.documentElement.scrollWidth > width ? "overflows" : "fits";
	const ids = [...page.querySelectorAll("[id]")].map((element) => element.id);
	const twice = ids.length === new Set(ids).size ? "unique" : "twice";
	return `${width}:${wide}:${twice} ${seen.join(" ")}`;
}
const source = document.documentElement.outerHTML;
function report(text) {
	const element = document.createElement("pre");
	element.className = "seen";
	element.textContent = text;
	document.body.append(element);
}
addEventListener("load", () => {
	const phone = document.createElement("iframe");
	phone.style = "width:390px;height:844px;border:0;position:absolute;left:-9999px";
	phone.onload = () => report(look(phone.contentDocument, 390));
	report(look(document, innerWidth));
	phone.srcdoc = source.replace(/<script[\s\S]*?<\/script>/, "");
	document.body.append(phone);
});
