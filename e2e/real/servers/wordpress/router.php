<?php
// What a web server's rewrite rules would do, for PHP's own.
$root = getenv('REAL_SITE_ROOT');
$path = $root . parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if (is_file($path)) {
    return false;
}
$index = rtrim($path, '/') . '/index.php';
$script = is_file($index) ? $index : $root . '/index.php';
$_SERVER['SCRIPT_NAME'] = substr($script, strlen($root));
$_SERVER['PHP_SELF'] = $_SERVER['SCRIPT_NAME'];
chdir(dirname($script));
require $script;
