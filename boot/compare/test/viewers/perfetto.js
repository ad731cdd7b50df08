// SPDX-License-Identifier: GPL-2.0-only
// Loads a trace into Perfetto's trace processor and prints the rows of a query, with tabs.
// usage: perfetto.js PACKAGE TRACE SQL
//   PACKAGE  the folder of its npm package: a build of Perfetto's user interface, which has the
//            processor as WebAssembly and the worker around it
const fs = require("fs");

const [folder, trace, sql] = process.argv.slice(2);

// Its messages are those of Perfetto's protos/perfetto/trace_processor/trace_processor.proto.
const STREAM_MESSAGE = 1;
const RPC = { request: 2, fatal: 5, data: 101, query: 103, result: 203 };
const REQUEST_APPEND = 1, REQUEST_FINALIZE = 2, REQUEST_QUERY = 3;
const RESULT = { error: 2, batch: 3 };
const BATCH = { cells: 1, numbers: 2, reals: 3, strings: 5 };
const CELL = { number: 2, real: 3, string: 4 };
const COLUMN_NAMES = 1;

function varint(value) {
	const bytes = [];
	for (; value > 127; value = Math.floor(value / 128))
		bytes.push(value % 128 + 128);
	return Buffer.from([...bytes, value]);
}

function field(number, value) {
	if (typeof value === "number")
		return Buffer.concat([varint(number * 8), varint(value)]);
	return Buffer.concat([varint(number * 8 + 2), varint(value.length), value]);
}

function message(...fields) {
	return new Uint8Array(field(STREAM_MESSAGE, Buffer.concat(fields)));
}

class Reader {
	constructor(bytes) {
		this.bytes = Buffer.from(bytes);
		this.at = 0;
	}
	get isLeft() {
		return this.at < this.bytes.length;
	}
	varint() {
		let value = 0n, shift = 0n, byte;
		do {
			byte = this.bytes[this.at++];
			value |= BigInt(byte & 127) << shift;
			shift += 7n;
		} while (byte > 127);
		return BigInt.asIntN(64, value);
	}
	// The next field as [number, value]
	field() {
		const key = Number(this.varint());
		if (key % 8 === 0)
			return [key >> 3, this.varint()];
		if (key % 8 !== 2)
			throw new Error(`wire type ${key % 8}`);
		const size = Number(this.varint());
		this.at += size;
		return [key >> 3, this.bytes.subarray(this.at - size, this.at)];
	}
	*fields() {
		while (this.isLeft)
			yield this.field();
	}
}

function* varints(bytes) {
	for (const reader = new Reader(bytes); reader.isLeft;)
		yield reader.varint();
}

// The cells of a batch, each type in a list of its own
function* cells_of(batch) {
	let kinds = [], numbers, reals = Buffer.alloc(0), strings = [];
	for (const [number, value] of new Reader(batch).fields()) {
		if (number === BATCH.cells)
			kinds = [...varints(value)];
		else if (number === BATCH.numbers)
			numbers = varints(value);
		else if (number === BATCH.reals)
			reals = value;
		else if (number === BATCH.strings)
			strings = value.toString().split("\0");
	}
	let realsRead = 0;
	for (const kind of kinds.map(Number)) {
		if (kind === CELL.number)
			yield numbers.next().value;
		else if (kind === CELL.real)
			yield reals.readDoubleLE(8 * realsRead++);
		else
			yield kind === CELL.string ? strings.shift() : "";
	}
}

let columns = 0, row = [];
function show(result) {
	for (const [number, value] of new Reader(result).fields()) {
		if (number === COLUMN_NAMES)
			columns++;
		else if (number === RESULT.error)
			throw new Error(value.toString());
		else if (number === RESULT.batch)
			for (const cell of cells_of(value)) {
				row.push(cell);
				if (row.length < columns)
					continue;
				console.log(row.join("\t"));
				row = [];
			}
	}
}

function read(reply) {
	for (const [, frame] of new Reader(reply).fields())
		for (const [number, value] of new Reader(frame).fields()) {
			if (number === RPC.fatal)
				throw new Error(value.toString());
			if (number === RPC.result)
				show(value);
		}
}

// A worker's surroundings, as far as the processor uses them
const worker = { location: { href: "" } };
const surroundings = {
	self: worker,
	console: { ...console, warn: () => {} },
	importScripts: () => {},
	process: undefined,
	require: undefined,
	XMLHttpRequest: class {
		open(method, file) {
			this.file = file;
		}
		send() {
			this.response = new Uint8Array(fs.readFileSync(`${folder}/${this.file}`)).buffer;
		}
	},
};
const source = fs.readFileSync(`${folder}/engine_bundle.js`, "utf8").replace(
	"selfWorker.onmessage =", "selfWorker.ready = wasmBridge.whenInitialized;\n$&");
new Function(...Object.keys(surroundings), source)(...Object.values(surroundings));

const port = { postMessage: read };
worker.onmessage({ data: { enginePort: port } });
worker.ready.then(() => {
	const send = (...fields) => port.onmessage({ data: message(...fields) });
	send(field(RPC.request, REQUEST_APPEND), field(RPC.data, fs.readFileSync(trace)));
	send(field(RPC.request, REQUEST_FINALIZE));
	send(field(RPC.request, REQUEST_QUERY), field(RPC.query, field(1, Buffer.from(sql))));
});
