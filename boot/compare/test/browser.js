// SPDX-License-Identifier: GPL-2.0-only
// Chromium, driven through its pipe: DevTools messages as JSON, each ended by a NUL.
"use strict";
const { spawn } = require("node:child_process");
const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

class Browser {
	constructor() {
		this.profile = mkdtempSync(join(tmpdir(), "page."));
		this.process = spawn("chromium", ["--headless", "--no-sandbox", "--disable-gpu",
			"--disable-quic", "--no-first-run", "--disable-background-networking",
			"--disable-component-update", "--disable-sync", "--hide-scrollbars",
			`--user-data-dir=${this.profile}`, "--remote-debugging-pipe", "about:blank"],
			{ stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
		this.waiting = new Map();
		this.events = [];
		this.last = 0;
		let rest = "";
		this.process.stdio[4].setEncoding("utf8");
		this.process.stdio[4].on("data", (data) => {
			const messages = (rest + data).split("\0");
			rest = messages.pop();
			for (const message of messages)
				this.take(JSON.parse(message));
		});
	}

	take(message) {
		const waiting = this.waiting.get(message.id);
		if (!waiting) {
			this.events.push(message);
			this.awake?.();
			return;
		}
		this.waiting.delete(message.id);
		if (message.error)
			waiting.reject(new Error(message.error.message));
		else
			waiting.resolve(message.result);
	}

	send(method, params = {}) {
		const id = ++this.last;
		this.process.stdio[3].write(`${JSON.stringify({ id, method, params,
			sessionId: this.session })}\0`);
		return new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
	}

	async event(method) {
		while (!this.events.some((event) => event.method === method))
			await new Promise((resolve) => { this.awake = resolve; });
	}

	async start() {
		const { targetInfos } = await this.send("Target.getTargets");
		const { targetId } = targetInfos.find((info) => info.type === "page");
		const { sessionId } = await this.send("Target.attachToTarget", { targetId, flatten: true });
		this.session = sessionId;
		await this.send("Page.enable");
		await this.send("Runtime.enable");
		await this.send("Log.enable");
	}

	// A medium: { width, media: "screen" or "print", scheme: "light" or "dark" }
	async show({ width, media, scheme }) {
		await this.send("Emulation.setDeviceMetricsOverride",
			{ width, height: 900, deviceScaleFactor: 1, mobile: false });
		await this.send("Emulation.setEmulatedMedia",
			{ media, features: [{ name: "prefers-color-scheme", value: scheme }] });
	}

	async open(file, medium) {
		this.events = [];
		await this.show(medium);
		await this.send("Page.navigate", { url: `file://${file}` });
		await this.event("Page.loadEventFired");
	}

	// What the console says that is wrong with the page
	complaints() {
		return this.events.filter((event) => event.method === "Log.entryAdded" ||
			event.method === "Runtime.exceptionThrown")
			.map((event) => JSON.stringify(event.params));
	}

	async run(expression) {
		const { result, exceptionDetails } = await this.send("Runtime.evaluate",
			{ expression, awaitPromise: true, returnByValue: true });
		if (exceptionDetails)
			throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
		return result.value;
	}

	async print() {
		const { data } = await this.send("Page.printToPDF",
			{ preferCSSPageSize: true, printBackground: false });
		return Buffer.from(data, "base64");
	}

	async end() {
		const ended = new Promise((resolve) => this.process.on("close", resolve));
		await this.send("Browser.close");
		await ended;
		rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
	}
}

module.exports = { Browser };
