import type { why as english } from "../en/why";

export const why = {
  "why.open": "为什么要学这个？",
  "why.here": "为什么要学",
  "why.must": "“{goal}”离不开它。",
  "why.should": "它让“{goal}”更完整，但不是必需。",
  "why.named": "这是你自己点名要学的。",
  "why.chain.must": "“{goal}”离不开“{target}”，而学“{target}”要先学它：",
  "why.chain.should": "“{target}”让“{goal}”更完整，而学“{target}”要先学它：",
  "why.chain.named": "你点名要学“{target}”，而学“{target}”要先学它：",
  "why.none": "目标要求的内容都不以它为基础：它是修改路线图时加入或留下的。",
  "why.unlocks": "后面有 {count} 个知识点以它为基础。",
  "why.last": "路线图中没有后续内容以它为基础。",
  "why.place": "为什么排在这里",
  "why.notBefore": "不能更早，因为要先学{name}：",
  "why.notBefore.free": "它不需要路线图中的其他内容，可以最先学。",
  "why.notAfter": "不能更晚，因为{name}要用到它：",
  "why.notAfter.free": "没有内容等着它，可以最后学。",
  "why.module": "在此范围内，它与所属模块“{module}”排在一起。",
  "why.failed": "无法加载原因",
} satisfies Record<keyof typeof english, string>;
