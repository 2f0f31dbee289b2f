// `Object.groupBy` (ES2024) is missing on Node 20; Langium's parser calls it. Remove with the last host below Node 21.
Object.groupBy ??= function groupBy(items, keyOf) {
    const groups = Object.create(null);
    let index = 0;
    for (const item of items) {
        const key = keyOf(item, index++);
        groups[key] ??= [];
        groups[key].push(item);
    }
    return groups;
};
