package io.p2pcredit.cli.command;

/**
 * What a peer works with, in words for its user.
 *
 * @param store where its trustlines and its key are kept
 * @param log the log file
 * @param signatures who computes its signatures
 */
public record Setup(String store, String log, String signatures) {}
