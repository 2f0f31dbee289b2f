// Stands in for the extension GitHub Repositories: the folder of the tests is a repository, and what was committed of a file
// lies at the same path below `/committed`.

exports.activate = () => ({
    getMetadata: async (uri) => (uri.scheme === 'tmp' ? { getRevision } : undefined),
    getProviderUri: (uri) => uri.with({ path: `/committed${uri.path}` }),
});

const getRevision = async () => ({ name: 'main', revision: 'a1b2c3d' });
