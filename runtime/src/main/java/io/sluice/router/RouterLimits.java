package io.sluice.router;

/**
 * @param depth how many calls deep functions may call functions
 * @param steps how many steps a chain may have
 */
public record RouterLimits(int depth, int steps) {}
