// Lawtext: parse and print one text; prints CPU seconds and whether the text came back unchanged.
const fs = require("fs");
const [, , file, home] = process.argv;
const { parse } = require(`${home}/node_modules/lawtext/dist/src/parser/lawtext`);
const { renderLawtext } = require(`${home}/node_modules/lawtext/dist/src/renderer/lawtext`);
const text = fs.readFileSync(file, "utf8");
const start = process.cpuUsage();
const tree = parse(text).value;
const parsed = process.cpuUsage(start);
const back = renderLawtext(tree);
console.log(
  JSON.stringify({
    cpu_s: (parsed.user + parsed.system) / 1e6,
    same: back === text,
    peak_mb: Math.round(process.memoryUsage().rss / 1e6),
  }),
);
