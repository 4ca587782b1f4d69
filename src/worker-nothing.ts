/** Stands in for what a library brings along and nothing of ours ever reaches: see [alias] in `wrangler.toml`. */
export default {};
